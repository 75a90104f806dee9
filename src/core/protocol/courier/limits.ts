/** Bounds of a sealed outbox, in bytes unless said otherwise. Whoever reads one checks them before anything else. */
export const courierLimits = {
  /** A whole file: months of one person's work. */
  file: 64 * 1024 * 1024,
  /** What one request carries of it. */
  parcel: 256 * 1024,
  /** One box: an operation is smaller. */
  box: 3 * 1024 * 1024,
  head: 2048,
  /** Boxes in one file. */
  boxes: 50_000,
  /** Files of a journal that one outbox was gathered from. */
  parts: 200,
} as const
