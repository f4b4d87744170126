import { deadlineSignal, type WholeMilliseconds, wholeMilliseconds } from '@infinitio/process'

/** The limits on one answer of a server: the milliseconds until its last byte, and the most bytes that it may have. */
type Limits = { readonly withinMs: WholeMilliseconds; readonly mostBytes: number }

/** The usual limits on an answer. */
const usual: Limits = { withinMs: wholeMilliseconds(120_000), mostBytes: 128 * 2 ** 20 }

/**
 * Returns a `fetch` with limits, so that no server can stop a validator by sending nothing, by sending slowly, or by never ending. A validator that waits for
 * half an hour would not reveal its secret for the random seed, and would lose its bond.
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
