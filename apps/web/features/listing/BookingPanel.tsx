'use client'
import { durationSeconds as seconds, readyUntil, trialSecondsOf, unixSeconds, zeroAddress } from '@infinitio/domain'
import { placeHold } from '@infinitio/sdk'
import type { ChainWire, ListingWire, WalletWire } from '@infinitio/domain/wire'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Check, Info } from 'lucide-react'
import Link from 'next/link'
import { useRouter, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type MouseEvent, useId, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { LeastLine } from '#web/parts/price/LeastLine.tsx'
import { PriceLines } from '#web/parts/price/PriceLines.tsx'
import { quoteOf } from '#web/parts/price/quoteOf.ts'
import { useExtensionText } from '#web/parts/price/useExtensionText.ts'
import { useChainNow } from '#web/parts/chain/useChainNow.ts'
import { amountText } from '#web/parts/format/amountText.ts'
import { momentText } from '#web/parts/format/clockText.ts'
import { HourPrice } from '#web/parts/format/HourPrice.tsx'
import { ClassMedian } from '#web/features/listing/ClassMedian.tsx'
import { durationText } from '#web/parts/format/durationText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { DurationField } from '#web/parts/duration/DurationField.tsx'
import type { DurationBlock } from '#web/parts/duration/durationDraft.ts'
import { DurationReason } from '#web/parts/duration/DurationReason.tsx'
import { rentBounds, type RentSize } from '#web/parts/checkout/rentBounds.ts'
import { rentedUnit } from '#web/parts/machine/rentedUnit.ts'
import type { BookingWish } from '#web/features/listing/bookingWish.ts'
import { OwnHold, useOwnHold } from '#web/parts/hold/OwnHold.tsx'
import { askToSignIn } from '#web/parts/session/signInRequest.ts'
import { useAccount } from '#web/parts/session/useAccount.ts'
import { rentAddress } from '#web/parts/checkout/rentAddress.ts'
import { waitForFunds } from '#web/parts/faucet/faucetQuery.ts'
import { walletQuery } from '#web/parts/wallet/walletQuery.ts'

export type BookingPanelProps = {
  readonly listing: ListingWire
  readonly chain: ChainWire
  readonly choice: RentSize
  /** Start in Unix seconds; null for now. */
  readonly startAt: number | null
  /** True if `listing` has the data for the chosen start, not for an earlier choice. */
  readonly isKnown: boolean
  readonly onChoice: (choice: Partial<BookingWish>) => void
}

/** Shows GPUs, start, time and the whole bill, with one button for the checkout and one that holds the machine for five minutes first. */
export function BookingPanel({ listing, chain, choice, startAt, isKnown, onChoice }: BookingPanelProps) {
  const t = useTranslations('listing.panel')
  const tPrice = useTranslations('price')
  const { gpus, durationSeconds } = choice
  const { pricePerGpuSecond } = listing.ask
  const quote = quoteOf({ ...chain, pricePerGpuSecond, gpus, durationSeconds })
  const now = useChainNow(chain.chainNow)
  const wallet = useWallet()
  const trialSeconds = startAt === null && wallet?.nextTrialAt == null ? trialOf(listing.ask, durationSeconds) : 0
  const ownHold = useOwnHold(listing.node)
  const [block, setBlock] = useState<DurationBlock | null>(null)
  // A duration that is not valid has no price. The last valid one would show a price for another time than the field.
  const isWrong = block !== null && block !== 'unsent'
  const reasonId = useId()
  const describedBy = block === null ? undefined : reasonId
  return (
    <aside className="panel bk" aria-label={t('name')} id="book">
      <div className="panel-body stack g4">
        {ownHold !== null && <OwnHold hold={ownHold} />}
        <div>
          <p>
            <HourPrice perGpuSecond={pricePerGpuSecond} size="lg" />{' '}
            <span className="dim t13">{t(rentedUnit(listing) === 'slot' ? 'perSlot' : 'perGpu')}</span>
          </p>
          <ClassMedian listing={listing} />
          {listing.ask.privateRenter !== zeroAddress && <p className="t13">{t('onlyYou')}</p>}
        </div>
        <Choices listing={listing} choice={choice} from={startAt ?? now} onChoice={onChoice} onBlock={setBlock} />
        {isWrong ? null : startAt === null ? (
          <p className="t13 dim">{t('until', { moment: momentText(now + durationSeconds) })}</p>
        ) : (
          <p className="row between wrap t13">
            <span>{t('fromUntil', { from: momentText(startAt), until: momentText(startAt + durationSeconds) })}</span>
            <Button tone="ghost" size="sm" onClick={() => onChoice({ startHour: null })}>
              {t('startNow')}
            </Button>
          </p>
        )}
        {!isWrong && (
          <>
            <PriceLines
              quote={quote}
              pricePerGpuSecond={pricePerGpuSecond}
              gpus={gpus}
              unit={rentedUnit(listing)}
              time={durationText(durationSeconds)}
              feeBps={chain.feeBps}
              totalLabel={tPrice('total')}
              isMost
            />
            <LeastLine lease={{ ...listing.ask, gpus, durationSeconds, trialSeconds }} chain={chain} isLater={startAt !== null} />
          </>
        )}
        <DurationReason block={block} id={reasonId} />
        <RentButton listing={listing} choice={choice} startAt={startAt} isKnown={isKnown && block === null} describedBy={describedBy} />
        {startAt === null && <HoldButton listing={listing} choice={choice} hourPrice={quote.hourPrice} wallet={wallet} describedBy={describedBy} />}
      </div>
      <Promises ask={listing.ask} wallet={wallet} startAt={startAt} now={now} durationSeconds={durationSeconds} />
    </aside>
  )
}

type PromisesProps = {
  readonly ask: ListingWire['ask']
  readonly wallet: WalletWire | undefined
  /** The start of the lease in Unix seconds; null to start at once. */
  readonly startAt: number | null
  readonly now: number
  readonly durationSeconds: number
}

/** Returns the free trial in seconds for a lease of this length from this ask. */
function trialOf(ask: ListingWire['ask'], durationSeconds: number): number {
  const [asked, length] = [seconds(BigInt(ask.trialSeconds)), seconds(BigInt(durationSeconds))]
  return Number(trialSecondsOf({ askTrialSeconds: asked, durationSeconds: length, cluster: false }))
}

/** Lists what the renter can rely on: the rules for cancelling and refunds, how long the lease can be extended, and, if there is no free trial, the reason. */
function Promises({ ask, wallet, startAt, now, durationSeconds }: PromisesProps) {
  const { noticeSeconds } = ask
  const t = useTranslations('listing.panel')
  const extensionText = useExtensionText()
  const nextTrialAt = wallet?.nextTrialAt ?? null
  const noTrialTexts = () => {
    if (trialOf(ask, durationSeconds) === 0) return [t('noTrial')]
    // Only leases that begin within ten minutes of their settlement have a trial.
    if (startAt !== null) return [t('laterTrial')]
    return nextTrialAt === null ? [] : [t('trialUsed', { moment: momentText(nextTrialAt) })]
  }
  const span = spanText(noticeSeconds)
  const cancelText = (start: number) => {
    if (noticeSeconds === 0) return t('laterCancel')
    const until = Number(readyUntil({ start: unixSeconds(BigInt(start)), durationSeconds: seconds(BigInt(durationSeconds)) }))
    return t('laterNotice', { span, moment: momentText(start - noticeSeconds), until: momentText(until) })
  }
  const texts = [
    ...(startAt === null ? [] : [cancelText(startAt)]),
    t('refund'),
    t('noShow'),
    extensionText(ask, { start: startAt ?? now, durationSeconds }),
  ]
  return (
    <ul className="panel-foot stack t13 promises">
      {texts.map((text) => (
        <li key={text} className="row top">
          <Check className="i s" aria-hidden />
          <span>{text}</span>
        </li>
      ))}
      {noTrialTexts().map((text) => (
        <li key={text} className="row top">
          <Info className="i s" aria-hidden />
          <span>{text}</span>
        </li>
      ))}
    </ul>
  )
}

/** Returns the signed-in account's wallet; undefined until it is known. */
function useWallet(): WalletWire | undefined {
  const account = useAccount()
  return useQuery({ ...walletQuery(browserApi), enabled: typeof account === 'string' }).data
}

type ChoicesProps = Pick<BookingPanelProps, 'listing' | 'choice' | 'onChoice'> & {
  readonly from: number
  readonly onBlock: (block: DurationBlock | null) => void
}

function Choices({ listing, choice, from, onChoice, onBlock }: ChoicesProps) {
  const t = useTranslations('listing.panel')
  const { minGpus, maxGpus, time } = rentBounds(listing, from)
  return (
    <div className="two">
      <Field label={t(rentedUnit(listing) === 'slot' ? 'slots' : 'gpus')}>
        {(names) => (
          <SelectInput {...names} value={choice.gpus} onChange={(event) => onChoice({ ...choice, gpus: Number(event.target.value) })}>
            {Array.from({ length: maxGpus - minGpus + 1 }, (_, index) => minGpus + index).map((count) => (
              <option key={count} value={count}>
                {t('gpusOf', { count, of: listing.gpus })}
              </option>
            ))}
          </SelectInput>
        )}
      </Field>
      <DurationField
        label={t('time')}
        seconds={choice.durationSeconds}
        bounds={time}
        onSeconds={(durationSeconds) => onChoice({ ...choice, durationSeconds })}
        onBlock={onBlock}
      />
    </div>
  )
}

type RentButtonProps = Pick<BookingPanelProps, 'listing' | 'choice' | 'startAt' | 'isKnown'> & {
  /** Id of the sentence that explains why nothing can be ordered. */
  readonly describedBy: string | undefined
}

/**
 * Opens the checkout of this machine, for now or for a later start. A visitor signs in first, and the checkout then opens. The checkout already loads while the
 * visitor signs in.
 */
function RentButton({ listing, choice: { gpus, durationSeconds }, startAt, isKnown, describedBy }: RentButtonProps) {
  const t = useTranslations('listing.panel')
  const router = useRouter()
  const account = useAccount()
  const [isAsked, setIsAsked] = useState(false)
  const run = useSearchParams().get('run') ?? ''
  const href = rentAddress(listing.node, { gpus, durationSeconds, startHour: startAt === null ? null : startAt / 3_600, run })
  function open(event: MouseEvent<HTMLAnchorElement>): void {
    if (isKnown && account !== null) return
    event.preventDefault()
    if (!isKnown) return
    setIsAsked(true)
    void askToSignIn().then((isSignedIn) => {
      setIsAsked(false)
      if (isSignedIn) router.push(href)
    })
  }
  return (
    <div className="stack">
      <Button asChild tone="primary" size="lg" full>
        <Link data-early href={href} prefetch={isAsked} aria-disabled={!isKnown} aria-describedby={describedBy} onClick={open}>
          {startAt === null ? t('rentNow') : t('rentFrom', { moment: momentText(startAt) })}
        </Link>
      </Button>
      <p className="t12 dim text-center">{t('rentText')}</p>
    </div>
  )
}

type HoldButtonProps = {
  readonly listing: ListingWire
  readonly choice: RentSize
  readonly hourPrice: bigint
  readonly wallet: WalletWire | undefined
  readonly describedBy: string | undefined
}

function HoldButton({ listing, choice, hourPrice, wallet, describedBy }: HoldButtonProps) {
  const t = useTranslations('listing.panel')
  const router = useRouter()
  const run = useSearchParams().get('run')
  const account = useAccount()
  const queryClient = useQueryClient()
  const isFunded = wallet === undefined || BigInt(wallet.available) + BigInt(wallet.arriving) >= hourPrice
  const holding = useMutation({
    mutationFn: async () => {
      if (typeof account !== 'string' && !(await askToSignIn())) return null
      return placeHold(browserApi, {
        askHash: listing.askHash,
        gpus: choice.gpus,
        durationSeconds: choice.durationSeconds,
        funded: await waitForFunds(queryClient, hourPrice),
      })
    },
    onSuccess: (hold) => {
      if (hold !== null) router.push(`/book/${hold.holdId}${run === null ? '' : `?run=${encodeURIComponent(run)}`}`)
    },
  })
  const amount = amountText(hourPrice)
  return (
    <div className="stack">
      <Button full disabled={holding.isPending || describedBy !== undefined} aria-describedby={describedBy} onClick={() => holding.mutate()}>
        {holding.isPending ? t('holding') : isFunded ? t('hold') : t('freeze')}
      </Button>
      {holding.isError ? (
        <ProblemCallout error={holding.error} />
      ) : (
        <p className="t12 dim text-center">{isFunded ? t('holdText', { amount }) : t('freezeText', { amount })}</p>
      )}
    </div>
  )
}
