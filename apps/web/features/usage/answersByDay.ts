import type { ChannelWire } from '@infinitio/domain/wire'

const msPerDay = 86_400_000

/** One answer of a service: the end in Unix milliseconds, the tokens, and the price in base units. */
export type Answer = { readonly endedMs: number; readonly input: number; readonly output: number; readonly cost: bigint }

/** The answers of one UTC day that one key paid to one service, newest first, with their number of tokens and their price together. */
export type AnswersOfDay = {
  readonly day: number
  readonly channel: Pick<ChannelWire, 'channel' | 'key' | 'service' | 'offeredModel' | 'asset'>
  readonly answers: readonly Answer[]
  readonly tokens: number
  readonly cost: bigint
}

/** Groups answers by day, key and model, newest day first. Each channel has one key and one model. Pure. */
export function answersByDay(
  channels: readonly { readonly channel: AnswersOfDay['channel']; readonly answers: readonly Answer[] }[],
): AnswersOfDay[] {
  const groups = channels.flatMap(({ channel, answers }) =>
    [...Map.groupBy(answers, ({ endedMs }) => Math.floor(endedMs / msPerDay))].map(([day, some]) => ({
      ...{ day, channel },
      answers: some.toSorted((one, other) => other.endedMs - one.endedMs),
      tokens: some.reduce((sum, { input, output }) => sum + input + output, 0),
      cost: some.reduce((sum, { cost }) => sum + cost, 0n),
    })),
  )
  return groups.toSorted((one, other) => other.day - one.day)
}
