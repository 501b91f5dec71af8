/** Bounds that keep a hostile file from costing more than a moment. */
export interface YamlLimits {
  /** Characters of the file. */
  readonly maxLength: number
  /** Levels of nesting, aliases followed. */
  readonly maxDepth: number
  /** Values after aliases are expanded. */
  readonly maxValues: number
}
