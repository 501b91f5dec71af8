import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { renderCard } from '../../src/report/card.ts'
import type { CardFacts } from '../../src/report/card-facts.ts'
import { HOSTILE, poison, readFixture } from './fixtures.ts'
import { expectInert } from './inert-markdown.ts'

const sha256 = 'a'.repeat(64)

const FACTS: CardFacts = {
  model: 'churn',
  version: 'v1.2.0',
  tag: 'churn@v1.2.0',
  commit: 'c'.repeat(40),
  registeredAt: '2026-11-20T08:00:00Z',
  registeredBy: 'octocat',
  asOf: '2026-11-21T08:00:00Z',
  barred: [],
  deprecated: null,
  stages: [
    {
      name: 'production',
      since: '2026-11-20T09:30:00Z',
      by: 'octocat',
      reason: 'fewer leavers missed',
      tag: 'churn#production#4',
    },
  ],
  events: [
    {
      at: '2026-11-20T08:00:00Z',
      event: 'registered',
      stage: null,
      by: 'octocat',
      reason: null,
      tag: 'churn@v1.2.0',
      waivers: 0,
    },
    {
      at: '2026-11-20T09:30:00Z',
      event: 'assigned',
      stage: 'production',
      by: 'octocat',
      reason: 'fewer leavers missed',
      tag: 'churn#production#4',
      waivers: 1,
    },
  ],
  record: {
    description: 'Who leaves next month',
    intendedUse: 'Retention offers; not for pricing',
    owner: '@growth-ml',
    codeCommit: 'b'.repeat(40),
    data: [
      { name: 'train', uri: 'data/train.csv', digest: { sha256 }, rows: 5649, keeper: 'DVC, md5 1234' },
      { name: 'evaluation', uri: 'data/test.csv', digest: { sha256 }, rows: 1394, keeper: null },
    ],
    environment: [{ uri: 'uv.lock', digest: { sha256 } }],
    parameters: { C: 1, features: 'all' },
    metrics: { roc_auc: 0.85, recall: 0.49, model_size: 1234 },
    policy: { uri: 'modelgate.yml', ref: 'refs/heads/main', digest: { sha256 } },
    image: `ghcr.io/acme/churn@sha256:${sha256}`,
    artifacts: [
      { path: 'artifacts/model', uri: 'out/m.bin', digest: { sha256 }, size: 1234, location: 's3://models/ab' },
    ],
    trust: 'protected',
    createdAt: '2026-11-20T07:59:00Z',
  },
  evidence: [
    {
      name: 'evidence/compare.json',
      command: 'compare',
      verdict: 'pass',
      trust: 'protected',
      digest: { sha256 },
      signers: ['https://github.com/acme/churn/.github/workflows/model-cd.yml@refs/heads/main'],
      obstacle: null,
    },
  ],
  results: [],
  waivers: [
    { check: 'gate/recall/margin/segment=smb', reason: 'relabelling under way', by: '@lead', until: '2026-12-31' },
  ],
  previous: { version: 'v1.1.0', metrics: { roc_auc: 0.84 } },
  decisions: 3,
}

/** The text under a heading. */
const sectionOf = (card: string, title: string): string => card.split(`\n## ${title}\n\n`)[1]!.split('\n\n## ')[0]!

describe('the card of a version', () => {
  it('marks data that is only declared, and names none such as what it was judged on', () => {
    const [train, judged] = FACTS.record.data
    const data = [
      { ...judged!, name: 'holdout' },
      { ...train!, declared: true as const },
    ]
    const card = renderCard({ ...FACTS, record: { ...FACTS.record, data } })
    expect(card).toContain('| train (declared) | `data/train.csv` |')
    expect(card).toContain('| holdout | `data/test.csv` |')
    const [, front] = card.split('---\n')
    expect(parse(front!)['model-index'][0].results[0].dataset).toMatchObject({ name: 'data/test.csv' })
  })

  it('begins with metadata that the Hugging Face Hub reads', () => {
    const [, front] = renderCard(FACTS).split('---\n')
    expect(parse(front!)).toEqual({
      model_name: 'churn',
      pipeline_tag: 'tabular-classification',
      'model-index': [
        {
          name: 'churn',
          results: [
            {
              task: { type: 'tabular-classification' },
              dataset: { type: 'evaluation', name: 'data/test.csv', revision: `sha256:${sha256}` },
              metrics: [
                { type: 'roc_auc', name: 'ROC AUC', value: 0.85 },
                { type: 'recall', name: 'recall', value: 0.49 },
              ],
            },
          ],
        },
      ],
    })
  })

  it('says where it is since when, by whom and why', () => {
    expect(renderCard(FACTS)).toContain(
      '**In production** since 2026-11-20 09:30 UTC, brought by octocat: fewer leavers missed.\\\nRegistered 2026-11-20 08:00 UTC by octocat.',
    )
    expect(renderCard({ ...FACTS, stages: [] })).toContain('**In no stage.**')
  })

  it('says first that it is barred or deprecated', () => {
    const deprecated = { ...FACTS.events[0]!, event: 'deprecated', reason: 'replaced' }
    const barred = [{ stage: 'production', at: '2026-11-21T07:00:00Z', by: 'lead', reason: 'scores drop' }]
    const card = renderCard({ ...FACTS, deprecated, barred })
    expect(card.indexOf('**⛔ Barred from production** since 2026-11-21 07:00 UTC by lead: scores drop.')).toBeLessThan(
      card.indexOf('**⚠️ Deprecated** since'),
    )
    expect(card.indexOf('**⚠️ Deprecated** since')).toBeLessThan(card.indexOf('**In production**'))
  })

  it('names what it was made from, with whole digests and who keeps them', () => {
    expect(sectionOf(renderCard(FACTS), 'Training')).toBe(
      [
        '| data | where | rows | digest | kept by |',
        '|---|---|---:|---|---|',
        `| train | \`data/train.csv\` | 5,649 | \`sha256:${sha256}\` | DVC, md5 1234 |`,
        `| evaluation | \`data/test.csv\` | 1,394 | \`sha256:${sha256}\` | only the digest is known |`,
        '',
        '| parameter | value |',
        '|---|---|',
        '| `C` | 1 |',
        '| `features` | all |',
        '',
        '| environment | digest |',
        '|---|---|',
        `| \`uv.lock\` | \`sha256:${sha256}\` |`,
      ].join('\n'),
    )
  })

  it('is never silent about limits: waivers, reuse, fairness', () => {
    expect(sectionOf(renderCard(FACTS), 'Risks and limitations').split('\n')).toEqual([
      '- ⚠️ waived until 2026-12-31 by @\u200Blead: `gate/recall/margin/segment=smb`, because relabelling under way',
      '- no gate asks whether groups of people are treated alike',
      '- 3 registered versions were judged on the same evaluation data: the more decisions, the less an interval of one look is worth',
    ])
  })

  it('has the numbers of the record beside those of the version before where there is no evidence to show', () => {
    const [evidence] = FACTS.evidence
    const lost = { ...FACTS, evidence: [{ ...evidence!, obstacle: 'evidence/compare.json is missing at origin' }] }
    const card = renderCard(lost)
    expect(sectionOf(card, 'Evaluation')).toContain('| ROC AUC | 0.850 | 0.840 | +0.010 |\n| recall | 0.490 |  |  |')
    expect(sectionOf(card, 'Risks and limitations')).toContain(
      '`evidence/compare.json` cannot be shown: evidence/compare.json is missing',
    )
  })

  it('names who signed the evidence, and the policy', () => {
    const text = sectionOf(renderCard(FACTS), 'Evidence')
    expect(text).toContain('model-cd.yml')
    expect(text).toContain(`Policy \`modelgate.yml\` of \`refs/heads/main\`, \`sha256:${sha256}\`.`)
    const [evidence] = FACTS.evidence
    expect(sectionOf(renderCard({ ...FACTS, evidence: [{ ...evidence!, signers: [] }] }), 'Evidence')).toContain(
      '| nobody |',
    )
    expect(sectionOf(renderCard({ ...FACTS, evidence: [] }), 'Evidence')).toContain(
      'It was registered without evidence.',
    )
  })

  it('ends with the commands that bring it back', () => {
    expect(renderCard(FACTS)).toContain('modelgate rollback --model churn --stage production --to v1.2.0 --reason WHY')
  })

  it('shows metrics, slices and gates of the evidence, and what failed among the limits', () => {
    const results = [readFixture('compare-fail'), readFixture('validate-fail')]
    const card = renderCard({ ...FACTS, results })
    const judged = sectionOf(card, 'Evaluation')
    expect(judged).toMatch(/### Metrics\n\n[\s\S]*### By slice\n\n[\s\S]*### Gates\n\n/)
    const limits = sectionOf(card, 'Risks and limitations')
    expect(limits.startsWith('- ❌ ')).toBe(true)
    expectInert(card.replace(/^---[\s\S]*?\n---\n/, ''))
  })
})

it('nothing that people or data wrote comes alive in it', () => {
  const replace = (value: unknown, key = ''): unknown => {
    const kept = ['sha256', 'verdict', 'event', 'codeCommit', 'commit', 'tag', 'model', 'version', 'trust']
    if (typeof value === 'string') return kept.includes(key) ? value : HOSTILE
    if (Array.isArray(value)) return value.map((item) => replace(item, key))
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [key === 'parameters' ? HOSTILE : name, replace(item, name)]),
    )
  }
  const facts = replace({ ...FACTS, results: [] }) as CardFacts
  const hostile = { ...facts, stages: facts.stages.map((stage) => ({ ...stage, name: 'production' })) }
  const results = [poison(readFixture('compare-fail')), poison(readFixture('validate-fail'))]
  for (const shown of [hostile, { ...hostile, results }]) {
    const card = renderCard(shown)
    const [, front, ...rest] = card.split(/^---\n/m)
    expect(parse(front!)).toMatchObject({ model_name: 'churn' })
    expectInert(rest.join('---\n'))
  }
})
