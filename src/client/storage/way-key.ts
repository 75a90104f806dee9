/** Where it lies, among single facts, which unsent operations are on their way. */
export const wayKey = 'on-the-way'
