/**
 * What to measure of a table, as data: the engine (or a planner in `sql/`) knows how, a judge what it means. A closed
 * union, so that one check runs on any engine and all probes of one table go into one scan.
 */
export type Probe = { readonly kind: 'rowCount' } | { readonly kind: 'columns' }

/** What an engine found: a value by probe kind, or why there is none. */
export type Measurement<T = unknown> =
  | { readonly measured: true; readonly value: T }
  | { readonly measured: false; readonly reason: string }
