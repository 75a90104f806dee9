import { useEffect, useRef, useState } from 'react'

export type CameraState = 'opening' | 'looking' | 'refused' | 'absent'

/** Whether this tablet has a camera that a page may ask for. Asks without opening it: nobody is asked for leave yet. */
export const useHasCamera = (): boolean => {
  const [has, setHas] = useState(false)
  useEffect(() => {
    let left = false
    const devices = (navigator as Partial<Navigator>).mediaDevices
    if (devices?.getUserMedia)
      void devices.enumerateDevices().then(
        (found) => !left && setHas(found.some(({ kind }) => kind === 'videoinput')),
        () => undefined,
      )
    return () => {
      left = true
    }
  }, [])
  return has
}

/**
 * Looks through the camera until a code is read or the screen is left; then the camera is off. `read` says whether a text
 * is what was sought: a code of something else is passed over.
 */
export const useCodeReader = (read: (text: string) => boolean) => {
  const video = useRef<HTMLVideoElement>(null)
  const wanted = useRef(read)
  wanted.current = read
  const [state, setState] = useState<CameraState>('opening')

  useEffect(() => {
    const stopper = new AbortController()
    void look(video, (text) => wanted.current(text), setState, stopper.signal)
    return () => stopper.abort()
  }, [])
  return { video, state }
}

/** A few looks a second are enough for a hand that holds still, and leave a slow tablet its breath. */
const pause = 150
/** Wide enough for a code at arm’s length. */
const widest = 800

const look = async (
  video: { readonly current: HTMLVideoElement | null },
  read: (text: string) => boolean,
  tell: (state: CameraState) => void,
  left: AbortSignal,
): Promise<void> => {
  const stream = await openCamera()
  if (typeof stream === 'string') return tell(stream)
  const stop = (): void => {
    for (const track of stream.getTracks()) track.stop()
  }
  left.addEventListener('abort', stop)
  if (left.aborted) return stop()
  const { default: decode } = await import('qr/decode.js')
  const element = video.current
  if (left.aborted || !element) return stop()
  element.srcObject = stream
  await element.play().catch(() => undefined)
  tell('looking')
  while (!left.aborted) {
    const text = textIn(element, decode)
    if (text !== undefined && read(text)) return stop()
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
}

const openCamera = async (): Promise<MediaStream | 'refused' | 'absent'> => {
  try {
    return await navigator.mediaDevices.getUserMedia({
      video: { facingMode: 'environment', width: { ideal: 1280 } },
      audio: false,
    })
  } catch (error) {
    return error instanceof DOMException && error.name === 'NotAllowedError' ? 'refused' : 'absent'
  }
}

type Decode = (image: { width: number; height: number; data: Uint8ClampedArray }) => string

const canvas = (): HTMLCanvasElement => document.createElement('canvas')

/** What a code in view says; undefined where there is none, or where it is blurred. */
const textIn = (video: HTMLVideoElement, decode: Decode): string | undefined => {
  if (video.readyState < video.HAVE_CURRENT_DATA || video.videoWidth === 0) return undefined
  const scale = Math.min(1, widest / video.videoWidth)
  const [width, height] = [Math.round(video.videoWidth * scale), Math.round(video.videoHeight * scale)]
  const board = Object.assign(canvas(), { width, height }).getContext('2d', { willReadFrequently: true })
  if (!board) return undefined
  board.drawImage(video, 0, 0, width, height)
  try {
    return decode({ width, height, data: board.getImageData(0, 0, width, height).data })
  } catch {
    return undefined
  }
}
