import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Marks, noPlace } from './marks.ts'

type Step =
  | { kind: 'set'; place: number; isMarked: boolean }
  | { kind: 'open'; place: number; isMarked: boolean }
  | { kind: 'close'; place: number }
  | { kind: 'cut'; place: number; keepsRest: boolean }

const place = fc.nat(63)
const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('set' as const), place, isMarked: fc.boolean() }),
    fc.record({ kind: fc.constant('open' as const), place, isMarked: fc.boolean() }),
    fc.record({ kind: fc.constant('close' as const), place }),
    fc.record({ kind: fc.constant('cut' as const), place, keepsRest: fc.boolean() }),
  ),
  { maxLength: 200 },
)

test('keeps marks at their indexes, like a list of booleans', () => {
  fc.assert(
    fc.property(steps, (all: Step[]) => {
      let marks = new Marks()
      let model: boolean[] = Array.from({ length: 64 }, () => false)
      for (const step of all) {
        ;[marks, model] = stepped(marks, model, step)
        expect(placesOf(marks)).toEqual(model.flatMap((isMarked, at) => (isMarked ? [at] : [])))
        expect(marks.isEmpty).toBe(!model.includes(true))
      }
    }),
    { numRuns: 300 },
  )
})

function stepped(marks: Marks, model: boolean[], step: Step): [Marks, boolean[]] {
  switch (step.kind) {
    case 'set':
      marks.set(step.place, step.isMarked)
      return [marks, model.with(step.place, step.isMarked)]
    case 'open':
      marks.open(step.place)
      marks.set(step.place, step.isMarked)
      return [marks, model.toSpliced(step.place, 0, step.isMarked).slice(0, 64)]
    case 'close':
      marks.close(step.place)
      return [marks, [...model.toSpliced(step.place, 1), false]]
    case 'cut': {
      const rest = marks.cut(step.place)
      const [kept, gone] = [model.slice(0, step.place), model.slice(step.place)]
      const left = step.keepsRest ? gone : kept
      return [step.keepsRest ? rest : marks, [...left, ...Array.from({ length: 64 - left.length }, () => false)]]
    }
  }
}

function placesOf(marks: Marks): number[] {
  const found: number[] = []
  for (let at = marks.next(0); at !== noPlace; at = marks.next(at + 1)) found.push(at)
  return found
}
