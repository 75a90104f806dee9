type Listener = (...values: unknown[]) => void

const heard = new WeakMap<object, Map<string, readonly Listener[]>>()

/** What an emitter hears. Made when it is first asked for: PouchDB makes emitters without their constructor. */
const heardBy = (emitter: object): Map<string, readonly Listener[]> => {
  const known = heard.get(emitter) ?? new Map<string, readonly Listener[]>()
  heard.set(emitter, known)
  return known
}

/** Node's `events`, as far as PouchDB leans on it: it leaves the module to whoever bundles it. */
class Emitter {
  on(event: string, listener: Listener): this {
    heardBy(this).set(event, [...this.listeners(event), listener])
    return this
  }
  addListener(event: string, listener: Listener): this {
    return this.on(event, listener)
  }
  once(event: string, listener: Listener): this {
    const first: Listener = (...values) => {
      this.removeListener(event, first)
      listener.apply(this, values)
    }
    return this.on(event, Object.assign(first, { listener }))
  }
  removeListener(event: string, listener: Listener): this {
    const kept = this.listeners(event).filter(
      (known) => known !== listener && (known as { readonly listener?: Listener }).listener !== listener,
    )
    heardBy(this).set(event, kept)
    return this
  }
  removeAllListeners(event?: string): this {
    if (event === undefined) heardBy(this).clear()
    else heardBy(this).delete(event)
    return this
  }
  listeners(event: string): readonly Listener[] {
    return heardBy(this).get(event) ?? []
  }
  listenerCount(event: string): number {
    return this.listeners(event).length
  }
  emit(event: string, ...values: unknown[]): boolean {
    const listeners = this.listeners(event)
    for (const listener of listeners) listener.apply(this, values)
    return listeners.length > 0
  }
}

// PouchDB copies what it can list: methods of a class cannot be listed, those of Node's emitter can.
for (const [name, method] of Object.entries(Object.getOwnPropertyDescriptors(Emitter.prototype)))
  if (name !== 'constructor') Object.defineProperty(Emitter.prototype, name, { ...method, enumerable: true })

export { Emitter as default }
