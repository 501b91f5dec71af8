import type { DataSource } from '../../../src/core/data-source.ts'
import { type FailingRow, isSampled, type Measurement, type Probe } from '../../../src/core/probe.ts'
import type { Engine } from '../../../src/ports/engine.ts'

const { signal } = new AbortController()

/** Measures, and then asks for the failing rows of all, as a report shows them together. */
export async function measureWithSamples(
  engine: Engine,
  source: DataSource,
  probes: readonly Probe[],
): Promise<readonly Measurement[]> {
  const measurements = await engine.measure(source, probes, signal)
  const sampled = probes.filter(isSampled)
  const samples = await engine.samples(source, sampled, signal)
  return measurements.map((measurement, index): Measurement => {
    const at = sampled.indexOf(probes[index] as (typeof sampled)[number])
    if (at < 0 || !measurement.measured) return measurement
    const value = measurement.value as { readonly samples: readonly FailingRow[] }
    return { measured: true, value: { ...value, samples: samples[at]! } }
  })
}
