import { address, type AssetUnits, assetUnits, type ChannelFacts, type ChannelId, channelIdOf, type Hex32 } from '@infinitio/domain'
import { type ReceiptFault, receiptFault } from '../checkReceipt.ts'
import {
  believe,
  type ClientChannel,
  isOverCovered,
  mostCostOf,
  mostOpen,
  newClientChannel,
  nextCeiling,
  type OpenRequest,
  wantedCostOf,
  withCounted,
  withCovered,
  withOpen,
  withoutOpen,
  withReceipt,
} from '../clientChannel.ts'
import type { InferenceRequest } from '../inferenceBody.ts'
import { mostOfStatus, mostPromptTokens } from '../metering.ts'
import { hashReceipt, readReceipt, type Receipt } from '../receipts.ts'
import { type ServiceTerms, termsHash } from '../terms.ts'
import { termsInG } from '../termsInG.ts'
import type { SentVoucher } from '../voucherHeader.ts'
import { channelOfVoucher, curveOfVoucher, messageOfVoucher, readVoucher, requestHash, writeVoucher } from '../voucherHeader.ts'
import type { NamedRequest } from '../x402/paymentRequired.ts'
import type { ChannelEvidence, ChannelOnChain, PayingParts } from './payingParts.ts'

/** An answer as the client received it. `response` is its hash, or null if the answer did not arrive completely. `status` is the HTTP status, 200 if absent. */
type ReceivedAnswer = { readonly response: Hex32 | null; readonly textBytes: number; readonly status?: number }

/**
 * The answer of a service that disagrees about the state of a payment channel. It has the service's newest receipt, the client's own last voucher (promise to
 * pay), and the hash of the request for which that voucher was signed.
 */
type ShownConflict = { readonly receipt: string | null; readonly voucher: string; readonly request: string }

const zeroAddress = `0x${'0'.repeat(40)}`

/** The facts with which a channel opens. With `rate`, the rate of G on the chain, the channel pays in G, otherwise in PToken. */
type PayingFacts = { readonly terms: ServiceTerms; readonly chain: ChannelOnChain; readonly rate?: AssetUnits | undefined }

function pricedAt(terms: ServiceTerms, rate: AssetUnits | undefined): ServiceTerms {
  return rate === undefined ? terms : termsInG(terms, rate)
}

/**
 * The payer's side of a payment channel. It stores each change before anything is sent, except the counted tokens of running answers. After one wrong receipt,
 * it signs nothing more.
 */
export class PayingChannel {
  readonly facts: ChannelFacts
  readonly id: ChannelId
  fault: ReceiptFault | null = null
  readonly #parts: PayingParts
  #terms: ServiceTerms
  #termsHash: Hex32
  #chain: ChannelOnChain
  #state: ClientChannel
  #isCurrent = false
  readonly #live = new Set<number>()
  /** The numbers of open requests whose answer this program does not see: requests from before its start, and requests of x402. */
  readonly #unseen: Set<number>
  /**
   * The terms under which this program signed each open request, with prices in the asset of the channel. The terms of the service and the rate of G may change
   * before the receipt arrives.
   */
  readonly #signedTerms = new Map<number, { readonly terms: ServiceTerms; readonly hash: Hex32; readonly rate: AssetUnits | undefined }>()
  /** The rate of G. Undefined in a channel that pays in PToken. */
  #rate: AssetUnits | undefined

  constructor(parts: PayingParts, { terms, chain, rate }: PayingFacts) {
    this.#parts = parts
    this.facts = channelOfVoucher({ payer: parts.payer, key: parts.key, curve: parts.scheme?.curve, rate }, parts.service)
    this.id = channelIdOf(this.facts)
    this.#rate = rate
    this.#terms = terms
    this.#termsHash = termsHash(terms)
    this.#chain = chain
    const { stored } = parts.store
    this.#state = stored?.serial === chain.serial ? stored : newClientChannel(chain)
    this.#unseen = new Set(this.#state.open.map(({ seq }) => seq))
    this.noteChain(chain)
  }

  /** Returns the owed amount, the signed ceiling (the most that the service may claim) and the deposit. */
  figures(): { readonly owed: bigint; readonly ceiling: bigint; readonly deposited: bigint; readonly answers: number } {
    const { owed, waiting, ceiling, n } = this.#state
    const sum = waiting.reduce((total, { receipt }) => total + receipt.cost, owed as bigint)
    return { owed: sum, ceiling, deposited: this.#chain.deposited, answers: n + waiting.length }
  }

  /** Returns the open requests with an answer that broke off before its receipt arrived. */
  cut(): readonly OpenRequest[] {
    return this.#state.open.filter(({ seq }) => !this.#live.has(seq))
  }

  /** Returns the digests of the vouchers of all requests without a receipt. */
  openDigests(): readonly string[] {
    return this.#state.open.map(({ digest }) => digest)
  }

  /** Returns the most that an open request may cost when its ceiling is raised next. Returns 0 for a request that has its receipt. */
  ahead(seq: number): bigint {
    const open = this.#state.open.find((request) => request.seq === seq)
    return open === undefined ? 0n : wantedCostOf(open, this.#pricesAhead(), this.figures().answers)
  }

  /** Records that the connection of a request ended. */
  leave(seq: number): void {
    this.#live.delete(seq)
  }

  /** Returns the service's terms (prices and limits) in use. Their prices are in PToken. */
  terms(): ServiceTerms {
    return this.#terms
  }

  /** Replaces the service's terms (prices and limits). The caller must have compared them with the terms that the user accepted. */
  changeTerms(terms: ServiceTerms): void {
    this.#terms = terms
    this.#termsHash = termsHash(terms)
  }

  /** Replaces the rate of G, for the next requests. A request that is open keeps the rate that its voucher names. */
  changeRate(rate: AssetUnits): void {
    if (this.#rate === undefined) throw new Error('the channel pays in G')
    this.#rate = rate
  }

  /**
   * Records the state that the payment channel has on the chain. It is a fault if the service claimed more there than the sum of all receipts. There are two
   * exceptions: a request is open, so its receipt may still arrive; or no receipt arrived since this program started, so the stored state may be older than the
   * service's.
   */
  noteChain(chain: ChannelOnChain): void {
    if (chain.serial !== this.#state.serial) this.#change(newClientChannel(chain))
    this.#chain = chain
    const isCertain = this.#isCurrent && this.#state.open.length === 0
    if (isCertain && chain.settled > this.figures().owed) this.fault = 'claim'
  }

  /**
   * Signs a voucher (promise to pay) for a request. It raises the ceiling, which is the most that the service may claim in total. With `covered`, the request may
   * cost at most this amount. Throws `serving.stopped`, `serving.busy` and `serving.deposit_too_low`.
   */
  begin(
    body: Uint8Array,
    { prompt, mostOutput }: Pick<InferenceRequest, 'prompt' | 'mostOutput'>,
    covered?: AssetUnits,
  ): { readonly open: OpenRequest; readonly header: string } {
    const salt = this.#parts.salt()
    const request = (this.#parts.hashBody ?? requestHash)(salt, body)
    const begun = this.#begin({ salt, request, prompt, mostOutput }, { covered })
    this.#live.add(begun.open.seq)
    return begun
  }

  /**
   * Signs a voucher (promise to pay) for a request that its service describes, because this program sees neither the request nor the answer. `most` is the
   * amount by which the ceiling may rise. Throws `serving.stopped`, `serving.busy` and `serving.deposit_too_low`.
   */
  beginNamed(named: NamedRequest, most: bigint): { readonly open: OpenRequest; readonly header: string } {
    const begun = this.#begin(named, { most })
    this.#unseen.add(begun.open.seq)
    return begun
  }

  #begin(
    { salt, request, prompt, mostOutput }: NamedRequest,
    { most = null, covered }: { readonly most?: bigint | null; readonly covered?: AssetUnits | undefined },
  ) {
    if (this.#state.open.length >= mostOpen) throw this.#parts.refuse('serving.busy', `${mostOpen} requests are open`)
    const limit = covered === undefined ? {} : { covered }
    const draft: OpenRequest = { seq: this.#state.nextSeq, salt, request, digest: request, prompt, mostOutput, counted: 0, ...limit }
    const next = withOpen(this.#state, draft)
    // The ceiling may rise by more than the price of this request, because the step (advance) of earlier open requests can have grown since they were signed.
    if (most !== null && nextCeiling(next, this.#pricesAhead()) - this.#state.ceiling > most)
      throw this.#parts.refuse('serving.busy', 'the ceiling would rise by more than the price of this request')
    const voucher = this.#sign(next, { seq: draft.seq, salt, request })
    const open = { ...draft, digest: voucher.digest }
    this.#change({ ...withOpen(this.#state, open), ceiling: voucher.sent.spent })
    this.#signedTerms.set(open.seq, { terms: pricedAt(this.#terms, this.#rate), hash: this.#termsHash, rate: this.#rate })
    const header = writeVoucher(voucher.sent)
    this.#keep({ kind: 'voucher', seq: draft.seq, request, text: header })
    return { open, header }
  }

  /** Signs a higher ceiling (the most that the service may claim in total) for the running answer to request `seq`. Returns null if the client has not yet received enough of the answer for that. */
  raise(seq: number): { readonly body: string; readonly header: string } | null {
    const covered = this.#state.open.find((request) => request.seq === seq)?.covered
    const body = JSON.stringify({ seq, ...(covered === undefined ? {} : { most: covered.toString() }) })
    if (nextCeiling(this.#state, this.#pricesAhead()) <= this.#state.ceiling) return null
    const salt = this.#parts.salt()
    const own = this.#state.nextSeq
    const request = requestHash(salt, new TextEncoder().encode(body))
    const { sent } = this.#sign(this.#state, { seq: own, salt, request })
    this.#change({ ...this.#state, nextSeq: own + 1, ceiling: sent.spent })
    const header = writeVoucher(sent)
    this.#keep({ kind: 'voucher', seq: own, request, text: header })
    return { body, header }
  }

  /** Records how many tokens of an answer the client has received so far. More tokens allow a higher ceiling (the most that the service may claim). */
  count(seq: number, tokens: number): void {
    this.#state = withCounted(this.#state, seq, tokens)
  }

  /** Lets an open request cost more. The change is stored with the next voucher. */
  cover(seq: number, covered: AssetUnits): void {
    this.#state = withCovered(this.#state, seq, covered)
  }

  /** Returns true if the service sent more text than the covered amount of a request pays. */
  isOver(seq: number): boolean {
    const open = this.#state.open.find((request) => request.seq === seq)
    return open !== undefined && isOverCovered(open, this.#signedTerms.get(seq)?.terms ?? this.#terms)
  }

  /** Closes a request that the service rejected without accepting its voucher (the signed promise to pay). */
  release(seq: number): void {
    this.#signedTerms.delete(seq)
    this.#change(withoutOpen(this.#state, seq))
  }

  /**
   * Checks a receipt, adds its cost, and returns it. If the request already has a receipt, changes nothing and returns null. Throws `serving.receipt_wrong`;
   * after that, this channel signs nothing more.
   */
  accept(open: OpenRequest, text: string, received: ReceivedAnswer): Receipt | null {
    const { status = 200 } = received
    return this.#accept(open, text, received, (current, terms) => {
      const most = mostCostOf(current, terms, this.figures().answers)
      const ofStatus = mostOfStatus(terms, status) ?? most
      return ofStatus < most ? ofStatus : most
    })
  }

  /**
   * Checks the receipt of an answer that broke off, or that this program does not see. The client has no complete answer to compare with the receipt's hash.
   * The cost must not exceed `mostCostOf` for the part of the answer that arrived. For requests of an earlier start of this program and of x402, the client
   * does not know how much arrived, so it accepts any cost up to the covered amount or, without one, up to the ceiling that it has signed. Returns null if the
   * request already has a receipt.
   */
  acceptCut(open: OpenRequest, text: string): Receipt | null {
    const isUnseen = this.#unseen.has(open.seq)
    const textBytes = isUnseen ? Number.MAX_SAFE_INTEGER : open.counted * 2
    const signed = () => this.#state.ceiling - this.figures().owed
    const receipt = this.#accept(open, text, { response: null, textBytes }, (current, terms) =>
      isUnseen ? (current.covered ?? signed()) : mostCostOf(current, terms, this.figures().answers),
    )
    this.#unseen.delete(open.seq)
    return receipt
  }

  #accept(
    open: OpenRequest,
    text: string,
    { response, textBytes }: ReceivedAnswer,
    mostOf: (current: OpenRequest, terms: ServiceTerms) => bigint,
  ): Receipt | null {
    const current = this.#state.open.find(({ seq }) => seq === open.seq)
    if (current === undefined) return null
    const evidence = { kind: 'receipt', seq: open.seq, request: current.request, text } as const
    const reject = (fault: ReceiptFault) => {
      this.#keep({ ...evidence, fault })
      return this.#stop(fault)
    }
    const read = readReceipt(text)
    if (read === null) throw reject('signature')
    const hash = hashReceipt(read.receipt, this.#parts.domain)
    const signer = this.#parts.signatures.recover(hash, read.signature) ?? address(zeroAddress)
    const { prompt, seq, request } = current
    const most = { input: mostPromptTokens(prompt), output: textBytes, messages: prompt.messages }
    const { terms, hash: signedHash, rate } = this.#signedTerms.get(seq) ?? this.#termsOfEarlier(read.receipt)
    const mostCost = mostOf(current, terms)
    const expected = { channel: this.id, serial: this.#state.serial, seq, termsHash: signedHash, request, response, most, mostCost, rate }
    const fault = receiptFault({ receipt: read.receipt, signer }, { terms, expected })
    if (fault !== null) throw reject(fault)
    // A service may claim only what this key signed, so a receipt above the ceiling makes no debt.
    if (read.receipt.spent > this.#state.ceiling) throw reject('cost')
    const next = withReceipt(this.#state, { receipt: read.receipt, hash })
    if (next === null) throw reject('chain')
    this.#keep(evidence)
    this.#change(next)
    this.#signedTerms.delete(seq)
    this.#isCurrent = true
    return read.receipt
  }

  /** Stops this payment channel because an answer had no receipt. Returns the error to throw. */
  missing(): Error {
    return this.#stop('signature')
  }

  /** Stops this payment channel because the answer to an encrypted request is not encrypted, or was changed. Returns the error to throw. */
  unsealed(): Error {
    this.fault = 'sealed'
    return this.#parts.refuse('serving.answer_unsealed', '')
  }

  /**
   * Accepts the state that a service shows when it disagrees about a channel, but no higher amount than this key signed last. Throws `serving.conflict` if the
   * service shows no voucher (promise to pay) that this key signed. Returns how far the number of that voucher is above the last one that this program knows. Above
   * 0, the stored state is older than the last requests of this key, and only this key can have signed the voucher that shows it.
   */
  resolve({ receipt, voucher, request }: ShownConflict): number {
    const sent = readVoucher(voucher)
    const own = sent === null ? null : this.#ownSignature(sent, request)
    if (own === null) throw this.#parts.refuse('serving.conflict', 'the service shows no voucher of this key')
    const read = receipt === null ? null : readReceipt(receipt)
    const hash = read === null ? null : hashReceipt(read.receipt, this.#parts.domain)
    const isSigned = read === null || hash === null || this.#parts.signatures.recover(hash, read.signature) === this.#terms.responseKey
    const isOfChannel = read === null || (read.receipt.channel === this.id && read.receipt.serial === this.#state.serial)
    if (!isSigned || !isOfChannel) throw this.#stop('signature')
    const newest = read === null || hash === null ? null : { receipt: read.receipt, hash }
    // The next voucher acknowledges this receipt, so evidence without it would look incomplete.
    if (read !== null && receipt !== null) this.#keep({ kind: 'receipt', seq: read.receipt.seq, request: read.receipt.request, text: receipt })
    const next = believe(this.#state, { newest, seq: own.seq, spent: own.spent })
    if (next === null) throw this.#stop('chain')
    const unknown = Math.max(0, own.seq + 1 - this.#state.nextSeq)
    this.#change(next)
    return unknown
  }

  /** Returns the terms for a request of an earlier start of this program, which did not store the rate. The receipt states it, and the ceiling limits the cost. */
  #termsOfEarlier({ rate }: Receipt) {
    const signed = this.#rate === undefined || rate === 0n ? this.#rate : rate
    return { terms: pricedAt(this.#terms, signed), hash: this.#termsHash, rate: signed }
  }

  /** Returns the prices for the next ceiling. In G, they are those of the highest rate among all open requests, so that the ceiling covers each of them. */
  #pricesAhead(): ServiceTerms {
    if (this.#rate === undefined) return this.#terms
    const rates = this.#state.open.map(({ seq }) => this.#signedTerms.get(seq)?.rate ?? 0n)
    return pricedAt(this.#terms, assetUnits(rates.reduce<bigint>((most, rate) => (rate > most ? rate : most), this.#rate)))
  }

  #ownSignature(sent: SentVoucher, request: string): SentVoucher | null {
    if (!/^0x[0-9a-f]{64}$/.test(request) || sent.serial !== this.#state.serial || curveOfVoucher(sent) !== this.facts.curve) return null
    const { service, domain, signatures, key, scheme } = this.#parts
    const { channel, digest } = messageOfVoucher(sent, { service, request: request as Hex32, domain, scheme })
    return channel === this.id && (scheme ?? signatures).recover(digest, sent.signature) === key ? sent : null
  }

  #sign(state: ClientChannel, { seq, salt, request }: { readonly seq: number; readonly salt: `0x${string}`; readonly request: Hex32 }) {
    if (this.fault !== null) throw this.#parts.refuse('serving.stopped', this.fault)
    const { key, channelKey, payer, service, domain, signatures, scheme } = this.#parts
    const spent = nextCeiling(state, this.#pricesAhead())
    const { deposited } = this.#chain
    if (spent > deposited) throw this.#parts.refuse('serving.deposit_too_low', `the ceiling would be ${spent}, the deposit is ${deposited}`)
    const agreed = this.#rate === undefined ? {} : { rate: this.#rate }
    const unsigned = { payer, key, serial: state.serial, seq, spent, terms: this.#termsHash, newest: state.newest, ...agreed }
    const { digest } = messageOfVoucher(unsigned, { service, request, domain, scheme })
    return { digest, sent: { ...unsigned, salt, signature: (scheme ?? signatures).sign(digest, channelKey) } }
  }

  #change(state: ClientChannel): void {
    this.#parts.store.save(state)
    this.#state = state
  }

  #keep(evidence: Omit<ChannelEvidence, 'serial'>): void {
    this.#parts.store.keep?.({ ...evidence, serial: this.#state.serial })
  }

  #stop(fault: ReceiptFault): Error {
    this.fault = fault
    return this.#parts.refuse('serving.receipt_wrong', fault)
  }
}
