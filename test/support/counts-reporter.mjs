/** A vitest reporter that closes the run with `N passed, N failed, N skipped` and lets nothing that ran no test pass. */
export default class CountsReporter {
  onTestRunEnd(modules, unhandledErrors, reason) {
    const counts = { passed: 0, failed: 0, skipped: 0 }
    for (const module of modules) {
      // a file that could not be loaded is one failure
      counts.failed += module.errors().length
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        counts[state === 'pending' ? 'skipped' : state] += 1
      }
    }
    counts.failed += unhandledErrors.length
    if (reason === 'interrupted' || counts.passed + counts.failed === 0) counts.failed += 1
    if (counts.failed > 0) process.exitCode = 1
    process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`)
  }
}
