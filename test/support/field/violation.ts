/** What must never be, and was. */
export class Violation extends Error {
  override readonly name = 'Violation'
}

export const assert: (condition: unknown, what: () => string) => asserts condition = (condition, what) => {
  if (!condition) throw new Violation(what())
}
