import { createInterface } from 'node:readline/promises'
import type { MarketFacts } from './marketFacts.ts'
import type { ProvideOptions } from './provideOptions.ts'
import type { PriceProposal } from './preflight/priceProposal.ts'
import { countryFault } from './country.ts'
import { daysOf } from './readOptions.ts'
import { sayText } from './say.ts'
import { wrapLines } from './wrapLines.ts'
import type { WantedSettings } from './wantedSettings.ts'

const daysQuestion = 'Days that this machine may list itself without the wallet key; empty to leave the key here'

/**
 * Asks the person at the terminal for each missing setting. An empty answer chooses the value that the question shows in brackets. Asks nothing if the program
 * is not connected to a terminal.
 */
export async function askMissing({
  options,
  wanted,
  market,
  hasMandate,
  proposal,
}: {
  options: ProvideOptions
  wanted: WantedSettings
  market: MarketFacts | null
  hasMandate: boolean
  proposal: PriceProposal | null
}): Promise<ProvideOptions> {
  if (!process.stdin.isTTY || options.json) return options
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const ask = async (question: string, usual: string | null): Promise<string | null> => {
    const text = `${question}${usual === null ? '' : ` [${usual}]`}: `
    const answer = (await terminal.question(wrapLines(text, process.stderr.columns))).trim()
    return answer === '' ? usual : answer
  }
  try {
    return {
      ...options,
      price: wanted.pricePerGpuHour ?? (await ask(priceQuestion(proposal), proposal?.price ?? null)),
      mandateDays: wanted.mandateDays ?? (hasMandate || wanted.keyFile === null ? null : daysOf(await ask(daysQuestion, null))),
      region: wanted.region ?? (market === null ? null : await ask(`Region (${regionsOf(market)})`, market.catalogue.regions[0]?.name ?? null)),
      country:
        wanted.country ??
        (await askUntil(ask, 'Country, shown on the listing and for CO₂ (two letters or its English name); empty to leave it out', countryFault)),
      rpc: wanted.rpcUrl ?? (market === null ? null : await ask('RPC, a node of the chain', null)),
    }
  } finally {
    terminal.close()
  }
}

/** Repeats a question until its answer is empty or has no fault. Prints each fault. */
async function askUntil(
  ask: (question: string, usual: string | null) => Promise<string | null>,
  question: string,
  faultOf: (answer: string) => string | null,
): Promise<string | null> {
  for (;;) {
    const answer = await ask(question, null)
    const fault = answer === null ? null : faultOf(answer)
    if (fault === null) return answer
    sayText(process.stderr, fault)
  }
}

const priceQuestion = (proposal: PriceProposal | null): string =>
  `Price, PT per GPU-hour${proposal === null ? '' : `. ${proposal.price} is ${proposal.source}`}`

const regionsOf = ({ catalogue }: MarketFacts): string => catalogue.regions.map(({ name }) => name).join(', ')
