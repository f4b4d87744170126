import { InvalidArgumentError, type Command } from 'commander'
import { type Client, refusal } from '@infinitio/sdk'
import type { Program } from '../context/program.ts'
import { type CommonOptions, openClient, signInClient } from '../context/settings.ts'
import { printResult } from '../terminal/print.ts'
import { table } from '../terminal/texts.ts'
import { type CheckReviewsOptions, checkReviews } from './checkReviews.ts'
import { meanLine } from './meanLine.ts'
import { providerText } from './providerText.ts'
import { renterText } from './renterText.ts'

type Head = Awaited<ReturnType<Client['getReviewHead']>>
type Reviews = Awaited<ReturnType<Client['listNodeReviews']>>
type Review = Reviews['items'][number]
type MakeOptions = CommonOptions & { readonly stars: number; readonly text: string }
type ListOptions = CommonOptions & { readonly node?: string; readonly provider?: string; readonly renter?: string; readonly author?: string }

/** Adds `review`: reviews between renters and providers. */
export function addReviews(root: Command, { withCommon, run }: Program): void {
  const review = root.command('review').description('review a closed lease, answer reviews, and check the public list of reviews')
  withCommon(review.command('make <lease>').description('review a lease that you paid for or served, up to 30 days after it closed'))
    .requiredOption('--stars <number>', '1 to 5', starsOf)
    .option('--text <text>', 'up to 1,000 characters of plain text', '')
    .action((lease: string, options: MakeOptions) => run(options, () => makeReview(lease, options)))
  withCommon(review.command('answer <number> <text>').description('answer a review about you, once')).action(
    (number: string, text: string, options: CommonOptions) => run(options, () => answerReview({ number, text }, options)),
  )
  withCommon(review.command('list').description('list the newest reviews'))
    .option('--node <id>', 'reviews of a machine, by its 32-byte id')
    .option('--provider <address>', 'reviews about a provider')
    .option('--renter <address>', 'reviews about a renter')
    .option('--author <address>', 'reviews that an account wrote')
    .action((options: ListOptions) => run(options, () => listReviews(options)))
  withCommon(review.command('provider <address>').description('show the record of a provider: its reputation, faults and reviews')).action(
    (provider: string, options: CommonOptions) => run(options, () => showProvider(provider, options)),
  )
  withCommon(review.command('renter <address>').description('show the record of a renter: paid GPU time, leases, disputes and reviews')).action(
    (renter: string, options: CommonOptions) => run(options, () => showRenter(renter, options)),
  )
  withCommon(
    review.command('head').description('print the newest entry of the list with its signature, so that you can save it for a later check'),
  ).action((options: CommonOptions) => run(options, () => reviewHead(options)))
  withCommon(review.command('check').description('check that no review was changed or removed'))
    .option('--head <file>', 'a head that you saved earlier; the list must contain it')
    .option('--rpc <url>', 'RPC of the chain, for the receipt key and for signatures of contract accounts')
    .option('--directory <address>', 'address of the Directory (default: from the market)')
    .action((options: CheckReviewsOptions) => run(options, () => checkReviews(options)))
}

function starsOf(text: string): number {
  if (!/^[1-5]$/.test(text)) throw new InvalidArgumentError('Give 1, 2, 3, 4 or 5.')
  return Number(text)
}

/** Reviews a lease and prints a signed head of the list. Throws the codes of `reviewLease`. */
async function makeReview(leaseId: string, { stars, text, ...options }: MakeOptions): Promise<void> {
  const { client, wallet } = await signInClient(options)
  const placed = await client.reviewLease({ leaseId, stars, text, signer: wallet })
  const stored = `Review ${placed.review.number} of lease ${leaseId} is stored: ${stars} of 5 stars.`
  printResult({ json: options.json, value: placed, text: withHead(stored, placed.head) })
}

/** Answers a review and prints the signed head of the list of reviews (the number and hash of its last entry). Throws the codes of `answerReview`. */
async function answerReview(answer: { number: string; text: string }, options: CommonOptions): Promise<void> {
  const { client, wallet } = await signInClient(options)
  const placed = await client.answerReview({ ...answer, signer: wallet })
  printResult({ json: options.json, value: placed, text: withHead(`Review ${placed.review.number} is answered.`, placed.head) })
}

/** Lists reviews about a machine, a provider or a renter, or by an author. Throws `api.invalid_field` unless exactly one is given. */
async function listReviews({ node, provider, renter, author, ...options }: ListOptions): Promise<void> {
  const client = openClient(options)
  const asked = [node, provider, renter, author].filter((one) => one !== undefined)
  if (asked.length !== 1) throw refusal('api.invalid_field', { detail: 'give one of --node, --provider, --renter and --author' })
  const page = await (node !== undefined
    ? client.listNodeReviews(node)
    : provider !== undefined
      ? client.listProviderReviews(provider)
      : renter !== undefined
        ? client.listRenterReviews(renter)
        : client.listWrittenReviews(author ?? ''))
  printResult({ json: options.json, value: page, text: textOf(page) })
}

function textOf({ summary, items }: Reviews): string {
  if (items.length === 0) return 'No reviews yet.'
  const rows = items.map((review) => [
    review.number,
    review.leaseId,
    `${review.stars}`,
    summary === null ? review.subject : review.author,
    textOfReview(review),
    review.answer?.text ?? '-',
  ])
  const head = ['number', 'lease', 'stars', summary === null ? 'about' : 'by', 'text', 'answer']
  return `${summary === null ? '' : `${meanLine(summary)}\n`}${table([head, ...rows.map((row) => row.map(oneLine))], { right: [0, 1, 2] })}`
}

function textOfReview({ text, hidden }: Review): string {
  if (hidden !== null) return `hidden by the operator: ${hidden.reason}`
  return text ?? 'deleted with its account'
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length > 60 ? `${line.slice(0, 59)}…` : line
}

/** Prints the public record of a provider. Throws `api.not_found` for an account that never registered a machine. */
async function showProvider(provider: string, options: CommonOptions): Promise<void> {
  const found = await openClient(options).getPublicProvider(provider)
  printResult({ json: options.json, value: found, text: providerText(found) })
}

/** Prints the public record of a renter. Throws `api.bad_address`. */
async function showRenter(renter: string, options: CommonOptions): Promise<void> {
  const found = await openClient(options).getPublicRenter(renter)
  printResult({ json: options.json, value: found, text: renterText(found) })
}

/** Prints the newest entry of the list of reviews, signed. */
async function reviewHead(options: CommonOptions): Promise<void> {
  const head = await openClient(options).getReviewHead()
  printResult({ json: options.json, value: head, text: headText(head) })
}

function withHead(stored: string, head: Head): string {
  return `${stored}\nProof that the list has it, also with --json: save it for infinitio review check --head.\n${headText(head)}`
}

function headText({ number, hash, signedAt, signer, signature }: Head): string {
  return `entry ${number}\n  hash       ${hash}\n  signed at  ${signedAt}\n  signed by  ${signer}\n  signature  ${signature}`
}
