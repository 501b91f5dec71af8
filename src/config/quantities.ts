/** Milliseconds of `200ms`, `30s`, `10m`, `24h`, `7d`, `2w`; null where it is none of these. */
export function parseDuration(text: string): number | null {
  return parseQuantity(text, { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 })
}

/** Bytes of `500kB`, `20MB`, `4GB` (powers of 1000) or `20MiB` (of 1024); null where it is none of these. */
export function parseSize(text: string): number | null {
  return parseQuantity(text.toLowerCase(), {
    b: 1,
    kb: 1e3,
    mb: 1e6,
    gb: 1e9,
    tb: 1e12,
    kib: 1024,
    mib: 1024 ** 2,
    gib: 1024 ** 3,
    tib: 1024 ** 4,
  })
}

function parseQuantity(text: string, units: Readonly<Record<string, number>>): number | null {
  const match = /^(\d{1,9}(?:\.\d{1,6})?) ?([a-z]+)$/i.exec(text)
  const unit = match && Object.hasOwn(units, match[2]!) ? units[match[2]!] : undefined
  return unit === undefined ? null : Math.round(Number(match![1]) * unit)
}

/** Whether the text is a calendar day that exists, written `2026-12-31`. */
export function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

/** Scheme of a location that is no path: `s3` of `s3://bucket/x`, `trino` of `trino:a.b.c`; null for paths. */
export function schemeOf(location: string): string | null {
  return (
    /^(?:([a-z][a-z0-9+.-]+):\/\/|(trino|mlflow|wandb):)/i.exec(location)?.slice(1).find(Boolean)?.toLowerCase() ?? null
  )
}
