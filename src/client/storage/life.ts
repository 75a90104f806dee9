/*
 * Under which name rows are kept that an epoch told. A database that is brought back twice can take an earlier epoch's name again:
 * what it told in the first life is no more comparable with what it tells now than if it had another name.
 */

/** Where the number of epochs lies, of those that this device has met after its first. */
export const lifeKey = 'life'

export const lifeIn = (entry: { readonly value: unknown } | undefined): number => Number(entry?.value ?? 0)

/** The name of an epoch on this device. The first one keeps its own. */
export const lifeName = (epoch: string, life: number): string => (life === 0 ? epoch : `${epoch}#${life}`)
