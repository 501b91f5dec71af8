import { afterAll, beforeAll, beforeEach, expect, onTestFinished } from 'vitest'
import type { Outcome } from '../../../src/commands/command.ts'
import { PromotionRepository } from './promotion-repository.ts'

/** A repository for the running test alone. */
export function repository(files?: Readonly<Record<string, string>>): PromotionRepository {
  const created = new PromotionRepository(files)
  onTestFinished(() => created.dispose())
  return created
}

/** `registered` of the printed document. */
export const registeredOf = (outcome: Outcome) => (outcome.document as { registered: unknown }).registered

/** The problems by check of a promotion that was refused with a result. */
export function refusalOf({ results, document }: Outcome): Record<string, unknown> {
  const [result] = results
  expect(result).toMatchObject({ command: 'promote', verdict: 'fail', blocks: true })
  expect(document).toMatchObject({ registered: null })
  expect(result!.summary).toMatch(/^churn was not promoted: .+\.$/)
  const wrong = result!.checks.filter((check) => check.verdict === 'fail')
  return Object.fromEntries(wrong.map(({ id, statistics }) => [id, (statistics as Record<string, unknown>)['problem']]))
}

/** What a promotion that could not be judged throws. */
export async function errorOf(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => expect.unreachable('it was promoted'),
    (error: Error) => error,
  )
}

/** One repository for promotions that all are refused: what one leaves behind would be seen at the end. */
export function shareRepository(): () => PromotionRepository {
  let shared: PromotionRepository
  beforeAll(() => {
    shared = new PromotionRepository()
  })
  beforeEach(() => shared.restore())
  afterAll(() => {
    expect(shared.tags()).toEqual([])
    shared.dispose()
  })
  return () => shared
}
