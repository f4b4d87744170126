import { describe, expect, test } from 'vitest'
import { type ClassReference, classReferences, type ReferencedClass, shownMib } from '../../src/proofs/classReference.ts'
import { best, cheatSeconds, honestSeconds, mostMissingOf, posersOf, proofCost, twoCardsSeconds } from './costModel.ts'
import { classCards, type GpuCard, gpuCards } from './gpuCards.ts'
import { measuredSeconds } from './measuredCheats.ts'
import { isPossibleWork } from '../../src/proofs/proofWork.ts'

const classes = (Object.keys(classReferences) as ReferencedClass[]).map((name): [ReferencedClass, ClassReference & { card: GpuCard }] => [
  name,
  { ...classReferences[name], card: gpuCards[classCards[name]] },
])

describe('references of classes', () => {
  test.each(classes)('give %s possible work of at least 512 segments in the memory that its driver shows', (_, { card, work }) => {
    expect(isPossibleWork(work)).toBe(true)
    expect(work.rows / 2 ** work.segmentBits).toBeGreaterThanOrEqual(512)
    expect((work.rows * 4_096) / 2 ** 30).toBeLessThan(card.gib * 0.91)
  })

  test.each(classes)('give %s the time of the model and a share that covers every known card', (_, reference) => {
    const { card, work, referenceSeconds, mostMissing } = reference
    expect(referenceSeconds / honestSeconds(card, work)).toBeCloseTo(1, 1)
    const shares = [mostMissingOf(card, reference), ...posersOf(reference).map(({ missing }) => missing)]
    expect(Math.max(...shares)).toBeLessThanOrEqual(mostMissing + 0.01)
    expect(Math.max(...shares)).toBeGreaterThan(mostMissing - 0.04)
  })

  test.each(classes)('fail a card of %s that lacks ten points more than its share', (_, { card, work, referenceSeconds, mostMissing }) => {
    expect(cheatSeconds(card, work, mostMissing + 0.1)).toBeGreaterThan(1.25 * referenceSeconds)
  })

  test('hold the times of the real cards that were measured', () => {
    const measured = classes.flatMap(([, { card, work, referenceSeconds, measured: real }]) =>
      real === undefined ? [] : [{ card, work, referenceSeconds, real }],
    )
    expect(measured).toHaveLength(2)
    for (const { card, work, referenceSeconds, real } of measured) {
      expect(real.proverSeconds).toBeLessThan(1.25 * referenceSeconds)
      expect(proofCost(card, work, best).fill / real.fillSeconds).toBeCloseTo(1, 1)
      expect(real.passSeconds).toBeGreaterThan(proofCost(card, work, best).passByMemory)
    }
  })

  // On real cards, the fastest program needs more time for missing rows than the model assumes, because it makes or reads them while it calculates the
  // products.
  test.each([
    ['NVIDIA H100 SXM 80 GB', 0.07, 109.31, true],
    ['NVIDIA H100 SXM 80 GB', 0.08, 116.03, false],
    ['NVIDIA H200 141 GB', 0.05, 141.43, true],
    ['NVIDIA H200 141 GB', 0.07, 171.61, false],
  ] as const)('let a measured %s lack %d of the rows with passes of %d ms: %s', (name, missing, passMs, passes) => {
    const { referenceSeconds, mostMissing } = classReferences[name]
    expect(measuredSeconds({ name, missing, passMs }) <= 1.25 * referenceSeconds).toBe(passes)
    expect(missing).toBeLessThan(mostMissing)
  })

  test('show less memory than was filled', () => {
    expect(shownMib(classReferences['NVIDIA RTX 4090 24 GB'])).toBe(16_362)
  })

  test('show no more memory than a card has that poses as the class with the fastest program', () => {
    const posing = classes.flatMap(([name, reference]) => posersOf(reference).map(({ card }) => ({ name, card, shown: shownMib(reference) })))
    expect(posing).toContainEqual({ name: 'NVIDIA RTX 4090 24 GB', card: 'RTX 5080 16 GB', shown: 16_362 })
    for (const { name, card, shown } of posing) expect(shown, `${card} as ${name}`).toBeLessThanOrEqual(gpuCards[card].gib * 1_024)
  })

  test('fail two A6000 that pose as an H100 over PCIe', () => {
    const { work, referenceSeconds } = classReferences['NVIDIA H100 SXM 80 GB']
    expect(twoCardsSeconds(gpuCards['RTX A6000 48 GB'], work)).toBeGreaterThan(5 * referenceSeconds)
  })

  test.each<[ReferencedClass, string[]]>([
    ['NVIDIA H100 SXM 80 GB', []],
    ['NVIDIA L4 24 GB', ['V100 16 GB', 'RTX 5080 16 GB']],
  ])('name the cards that pose as %s', (name, cards) => {
    expect(posersOf(classReferences[name]).map(({ card }) => card)).toEqual(cards)
  })
})
