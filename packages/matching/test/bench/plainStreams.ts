import { randomOf } from '../randomOf.ts'

/** One operation of a plain limit-order stream: whole quantities of 1 to 8 at whole prices. */
export type PlainOperation =
  | { readonly kind: 'limit'; readonly side: 'buy' | 'sell'; readonly id: number; readonly quantity: number; readonly price: number }
  | { readonly kind: 'cancel'; readonly id: number }

/** A stream of operations. `before` fills the book and is not measured. */
export type PlainStream = { readonly name: string; readonly before: readonly PlainOperation[]; readonly measured: readonly PlainOperation[] }

const middle = 100_000

/** Makes 200,000 mixed operations on an empty book: new orders around a moving price, and cancels. */
export function flowStream(): PlainStream {
  return { name: 'flow', before: [], measured: mixed({ seed: 1, count: 200_000, firstId: 1, open: [] }) }
}

/** Makes 50,000 resting orders over many prices, then 200,000 mixed operations among them. */
export function bigStream(): PlainStream {
  const random = randomOf(2)
  const before = Array.from({ length: 50_000 }, (_, at): PlainOperation => {
    const side = at % 2 === 0 ? 'sell' : 'buy'
    const away = 2_000 + random.below(20_000)
    return { kind: 'limit', side, id: at + 1, quantity: 1 + random.below(8), price: side === 'sell' ? middle + away : middle - away }
  })
  const open = before.map(({ id }) => id)
  return { name: 'big', before, measured: mixed({ seed: 3, count: 200_000, firstId: 50_001, open }) }
}

/** Makes 40,000 orders at one price and cancels them in random order. Measures the cost of a very full price level. */
export function deepStream(): PlainStream {
  const before = Array.from({ length: 40_000 }, (_, at): PlainOperation => {
    return { kind: 'limit', side: 'sell', id: at + 1, quantity: 1, price: middle }
  })
  const measured = randomOf(4)
    .shuffled(before)
    .map(({ id }): PlainOperation => ({ kind: 'cancel', id }))
  return { name: 'deep', before, measured }
}

function mixed({ seed, count, firstId, open }: { seed: number; count: number; firstId: number; open: number[] }): PlainOperation[] {
  const random = randomOf(seed)
  const operations: PlainOperation[] = []
  let price = middle
  let id = firstId
  for (let at = 0; at < count; at += 1) {
    price += random.below(3) - 1
    if (open.length > 0 && random.chance(0.4)) {
      const place = random.below(open.length)
      operations.push({ kind: 'cancel', id: open[place] as number })
      open[place] = open.at(-1) as number
      open.pop()
      continue
    }
    const side = random.chance(0.5) ? 'buy' : 'sell'
    const away = random.chance(1 / 3) ? -random.below(20) : 1 + random.below(200)
    operations.push({ kind: 'limit', side, id, quantity: 1 + random.below(8), price: side === 'sell' ? price + away : price - away })
    open.push(id)
    id += 1
  }
  return operations
}
