const queues = new Map<string, Promise<unknown>>()

/** Runs while no other tab of this origin, and no other call here, runs under the same name. */
export const alone = <Value>(name: string, task: () => Promise<Value>): Promise<Value> => {
  if (typeof navigator !== 'undefined' && navigator.locks) return navigator.locks.request(name, task) as Promise<Value>
  const turn = (queues.get(name) ?? Promise.resolve()).then(task)
  queues.set(
    name,
    turn.catch(() => undefined),
  )
  return turn
}
