import type { EpochFacts } from '../src/index.ts'

const part = (value: bigint) => Number(value) / 1e18

/**
 * The test oracle of `buildEpoch`. Calculates the due and the paid amount of each provider in an epoch, in PToken, with plain floats and by the formulas of
 * docs/economy.md.
 */
export function naiveEpoch(facts: EpochFacts): Map<string, { due: number; paid: number }> {
  const { parameters: p } = facts
  const classOf = (id: number) => facts.classes.find(({ classId }) => classId === id)
  const computeOf = (node: EpochFacts['nodes'][number]) =>
    (Number(node.provenGpuSeconds) / 3_600) * part(classOf(node.classId)?.referencePerGpu ?? 0n)
  const ready = new Set(facts.providers.filter(({ isBonded, hasVerifiedTask }) => isBonded && hasVerifiedTask).map(({ provider }) => provider))
  const nodes = facts.nodes.filter((node) => ready.has(node.provider) && node.provenGpuSeconds > 0n)
  const total = sum(nodes.map(computeOf))
  const requests = sum(facts.classes.map((it) => Number(it.requests)))
  const tokens = sum(facts.classes.map((it) => part(it.tokens)))
  const averages = [Number(facts.sold[0] ?? 0n)]
  for (const sold of facts.sold.slice(1)) averages.push(part(p.trendWeight) * Number(sold) + (1 - part(p.trendWeight)) * (averages.at(-1) ?? 0))
  const [before = 0, last = 0] = averages.slice(-2)
  const regulator = 1 / (1 + Math.exp((-part(p.regulatorGain) * (last - before)) / before))
  const earned = nodes.map((node) => {
    const mine = nodes.filter(({ provider }) => provider === node.provider)
    const share = sum(mine.map(computeOf)) / total
    const spread = (keyOf: (it: typeof node) => string | number) =>
      [...new Set(mine.map(keyOf))].map((key) => sum(mine.filter((it) => keyOf(it) === key).map(computeOf)) / sum(mine.map(computeOf)))
    const provider = facts.providers.find((it) => it.provider === node.provider)
    const halved = (age: bigint) => 2 ** -(Number(age) / 86_400 / 90)
    const kept = sum((provider?.past ?? []).filter(({ isFulfilled }) => isFulfilled).map((it) => part(it.value) * halved(it.ageSeconds)))
    const all = sum((provider?.past ?? []).map((it) => part(it.value) * halved(it.ageSeconds)))
    const { proofs, reliability, speed } = node.quality
    const proven =
      0.4 * part(proofs) +
      0.5 * part(reliability) +
      0.1 * part(speed) +
      Math.min(1, sum((provider?.contributions ?? []).map((it) => part(it.value) * halved(it.ageSeconds)))) +
      (1 - Math.exp(-5 * part(node.stability.availability) * (1 - part(node.stability.faultRate)))) +
      Math.min(1, sum(spread((it) => it.classId).map((it) => -it * Math.log(it))) / Math.log(8))
    const bySales =
      (25 + kept) / (100 + all) + (Number(classOf(node.classId)?.requests ?? 0n) / requests + part(classOf(node.classId)?.tokens ?? 0n) / tokens) / 2
    const perFactor =
      part(p.basePerGpuHour) * computeOf(node) * (10_000 / (10_000 + nodes.length)) * regulator * (0.8 + 0.2 * part(node.provenEnergy))
    const bonus = 1 + 0.1 * (1 - sum(spread((it) => it.site).map((it) => it * it)))
    const each = perFactor * bonus * (share > 0.05 ? (0.05 / share) ** 1.5 : 1)
    return { node, weight: each * proven, rebate: Math.min(each * (proven + bySales), 0.8 * part(node.burned)) }
  })
  const due = new Map<string, number>()
  for (const { node, rebate } of earned) due.set(node.provider, (due.get(node.provider) ?? 0) + rebate)
  let spent = 0
  for (const { budget, classId, region } of facts.programmes) {
    const inside = earned.filter(({ node }) => [null, node.classId].includes(classId) && [null, node.region].includes(region))
    const weightOfAll = sum(inside.map(({ weight }) => weight))
    if (weightOfAll > 0) spent += part(budget)
    for (const { node, weight } of inside) due.set(node.provider, (due.get(node.provider) ?? 0) + (part(budget) * weight) / weightOfAll)
  }
  const available = Math.min(part(facts.surplus) + spent, part(facts.forecastCapacity))
  const scale = Math.min(1, available / sum([...due.values()]))
  return new Map([...due].map(([provider, amount]) => [provider, { due: amount, paid: amount * scale }]))
}

function sum(list: number[]): number {
  return list.reduce((total, value) => total + value, 0)
}
