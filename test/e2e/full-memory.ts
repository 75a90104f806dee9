import type { Page } from 'playwright'

/** Photos and videos take what memory there is, to the last kilobyte. */
export const fillMemory = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const photos = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('photos')
      opening.onupgradeneeded = () => opening.result.createObjectStore('photos', { autoIncrement: true })
      opening.onsuccess = () => resolve(opening.result)
      opening.onerror = () => reject(opening.error)
    })
    const fits = (size: number): Promise<boolean> =>
      new Promise((resolve) => {
        const writing = photos.transaction('photos', 'readwrite', { durability: 'strict' })
        writing.objectStore('photos').put(crypto.getRandomValues(new Uint8Array(size)))
        writing.oncomplete = () => resolve(true)
        writing.onabort = () => resolve(false)
      })
    for (const size of [65_536, 8_192, 512, 32]) while (await fits(size));
    photos.close()
  })
