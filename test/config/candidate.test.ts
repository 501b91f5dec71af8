import { describe, expect, it } from 'vitest'
import { faultsOf, readProject } from './project-files.ts'

const write = (candidate: string) => `version: 1\nmodels:\n  churn:\n    candidate: ${candidate}\n`
const COMMAND = '[python, predict.py, --model, "{model}", --data, "{data}", --out, "{out}"]'

describe('the command that predicts', () => {
  it('is read with its time limit and its place', async () => {
    const file = write(`{model: out/m.joblib, predict: ${COMMAND}, predict_timeout: 90s, explain: true}`)
    const project = await readProject(file)
    expect(project.models['churn']?.candidate?.predict).toEqual({
      command: ['python', 'predict.py', '--model', '{model}', '--data', '{data}', '--out', '{out}'],
      timeoutMs: 90_000,
      isExplained: true,
      place: { file: 'modelgate.yml', line: 4, column: 38 },
    })
    expect(project.later).toEqual([])
  })

  it('takes half an hour and is not explained by default', async () => {
    const project = await readProject(write(`{model: out/m.joblib, predict: ${COMMAND}}`))
    expect(project.models['churn']?.candidate?.predict).toMatchObject({ timeoutMs: 1_800_000, isExplained: false })
    expect((await readProject(write('{predictions: out/p.csv}'))).models['churn']?.candidate?.predict).toBeNull()
  })

  it.each([
    ['{predict: [python, predict.py, "{out}"]}', 'predict names no {data}'],
    ['{predict: [python, predict.py, "{data}"]}', 'predict names no {out}'],
    ['{model: m.bin, predict: [predict, "{data}", "{out}"]}', 'predict names no {model}'],
    ['{predict: [predict, "--in={data}", "--out={out}", "{model}"]}', 'predict names {model}, and there is no model'],
    ['{predictions: p.csv, explain: true}', '"explain" runs "predict", and there is none'],
    ['{predictions: p.csv, predict_timeout: 5m}', '"predict_timeout" bounds "predict", and there is none'],
    [`{model: m.bin, predict: ${COMMAND}, predict_timeout: soon}`, '"soon" is no duration'],
    [
      '{model: "mlflow:4f0c/model/model.pkl"}',
      '"mlflow:4f0c/model/model.pkl" is kept by a tracker, and the candidate\'s model has to be a file that is here',
    ],
    ['{model: "wandb:acme/churn/1a2b"}', '"wandb:acme/churn/1a2b" is kept by a tracker'],
    ['{predict: python predict.py}', '"predict" must be a list, not text'],
  ])('%s: %s', async (candidate, fault) => {
    const message = await faultsOf(write(candidate))
    expect(message).toContain(fault)
    expect(message).toContain('modelgate.yml:4:')
  })
})
