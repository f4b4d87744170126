import { deadlineSignal, type WholeMilliseconds, wholeMilliseconds } from '@infinitio/process'

/** Limits of one answer: the time until its last byte, and the bytes. */
type Limits = { readonly withinMs: WholeMilliseconds; readonly mostBytes: number }

/** The longest answer is the board of a slot: 2 KB for each GPU. */
const usual: Limits = { withinMs: wholeMilliseconds(120_000), mostBytes: 128 * 2 ** 20 }

/**
 * Returns a `fetch` whose answers end: a server that sends nothing, a byte from time to time, or without end must not stop a validator. One that stays in a call for longer than half an hour
 * reveals no secret, which costs its bond.
 */
export function boundedFetch({ withinMs, mostBytes }: Limits = usual): typeof fetch {
  return async (input, init) => {
    const late = deadlineSignal(withinMs)
    const signal = init?.signal == null ? late : AbortSignal.any([late, init.signal])
    const { body, status, statusText, headers } = await fetch(input, { ...init, signal })
    if (body === null) return new Response(null, { status, statusText, headers })
    let bytes = 0
    const counted = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        bytes += chunk.length
        if (bytes > mostBytes) controller.error(new Error(`an answer has more than ${mostBytes} bytes`))
        else controller.enqueue(chunk)
      },
    })
    return new Response(body.pipeThrough(counted), { status, statusText, headers })
  }
}
