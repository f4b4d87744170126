'use client'
import { mostBidGpus } from '@infinitio/domain'
import type { Bid } from '@infinitio/domain'
import type { ChainWire, OrderWire, WalletWire } from '@infinitio/domain/wire'
import { changedBid } from '@infinitio/sdk'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Field } from '#web/components/ui/Field.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { BidLines } from '#web/features/order-ticket/BidLines.tsx'
import { CountStepper } from '#web/features/order-ticket/CountStepper.tsx'
import { FillChanceNote } from '#web/features/order-ticket/FillChanceNote.tsx'
import { type BidChange, queuePositionAfter } from '#web/features/order-ticket/queuePositionAfter.ts'
import { QueuePositionNote } from '#web/features/order-ticket/QueuePositionNote.tsx'
import { PriceField } from '#web/features/order-ticket/PriceField.tsx'
import { priceFieldText, pricePerSecondOf } from '#web/features/order-ticket/pricePerSecondOf.ts'
import { keepChoices } from '#web/features/order-ticket/ticketDraft.ts'
import { useBestAsk } from '#web/features/order-ticket/useBestAsk.ts'
import { usePlaceBid } from '#web/features/order-ticket/usePlaceBid.ts'
import { waitingWishOf } from '#web/features/order-ticket/waitingWish.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { SigningProblemCallout } from '#web/parts/api/SigningProblemCallout.tsx'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { useChainNow } from '#web/parts/chain/useChainNow.ts'
import { soonText } from '#web/parts/format/clockText.ts'
import { onlyBitOf } from '#web/parts/order/orderFacts.ts'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'
import { walletQuery } from '#web/parts/wallet/walletQuery.ts'

type EditOrderTicketProps = { readonly order: OrderWire; readonly bid: Bid; readonly onPlaced: (order: OrderWire) => void }

/** Changes the price, size or time of an order that waits in the book. With one signature, a new order replaces the old one. */
export function EditOrderTicket(props: EditOrderTicketProps) {
  const { data: chain } = useQuery(chainQuery(browserApi))
  const { data: wallet } = useQuery(walletQuery(browserApi))
  if (chain === undefined) return null
  return (
    <WalletBoundary waiting={null}>
      <EditForm {...props} chain={chain} wallet={wallet} />
    </WalletBoundary>
  )
}

type EditFormProps = EditOrderTicketProps & { readonly chain: ChainWire; readonly wallet: WalletWire | undefined }

function EditForm({ order, bid: older, onPlaced, chain, wallet }: EditFormProps) {
  const t = useTranslations('ticket')
  const why = useTranslations('reasons')
  const was = priceFieldText(older.maxPricePerGpuSecond)
  const [priceText, setPriceText] = useState(was)
  const [gpus, setGpus] = useState(order.gpusToGo)
  const [expiry, setExpiry] = useState(Number(older.expiry))
  const now = useChainNow(chain.chainNow)
  const bestAsk = useBestAsk({ classId: onlyBitOf(older.classMask), regionId: onlyBitOf(older.regionMask) })
  const placing = usePlaceBid({ shown: chain, onPlaced })
  const price = pricePerSecondOf(priceText)
  const isCount = Number.isInteger(gpus) && gpus >= 1 && gpus <= mostBidGpus
  const change: BidChange | null = price === null || !isCount ? null : { pricePerGpuSecond: price, gpus, expiry }
  const place = change === null ? null : queuePositionAfter({ older, gpusToGo: order.gpusToGo }, change, chain)
  const sign = () => {
    if (change === null) return
    const bidOf = ({ nonce, chain: at }: { nonce: bigint; chain: ChainWire }) => changedBid({ older, change, nonce, chain: at })
    placing.mutate({ bidOf, workload: null, rank: order.rank ?? 'price', replaces: order.orderHash, leaseName: '' })
  }
  return (
    <>
      {order.gpusFilled > 0 && <p className="t12 dim">{t('filledStays', { filled: order.gpusFilled, of: older.gpus, toGo: order.gpusToGo })}</p>}
      <PriceField text={priceText} bestAsk={bestAsk} was={was} onText={setPriceText} />
      <div className="pair">
        <Field label={t('gpus')} error={isCount ? undefined : t('problem.gpus')}>
          {(names) => <CountStepper {...names} value={gpus} most={mostBidGpus} fewer={t('fewer')} more={t('more')} onChange={setGpus} />}
        </Field>
        <KeepUntilField was={Number(older.expiry)} now={now} value={expiry} onChange={setExpiry} />
      </div>
      {change !== null && place !== null && (
        <>
          <EditChance older={{ ...older, gpus: order.gpusToGo }} newer={changedBid({ older, change, nonce: older.nonce, chain })} now={now} />
          <QueuePositionNote place={place} pricePerGpuSecond={change.pricePerGpuSecond} />
          <BidLines bid={changedBid({ older, change, nonce: older.nonce, chain })} wallet={wallet} rests />
        </>
      )}
      {placing.isError && <SigningProblemCallout error={placing.error} />}
      <SignerButton
        label={placing.isPending ? t('signing') : t('replace')}
        disabled={placing.isPending}
        reason={place === null ? why('fields') : place === 'same' ? why('change') : null}
        onSign={sign}
      />
    </>
  )
}

function EditChance({ older, newer, now }: { readonly older: Bid; readonly newer: Bid; readonly now: number }) {
  const wish = waitingWishOf(newer, now)
  return wish === null ? null : <FillChanceNote wish={wish} was={waitingWishOf(older, now)} now={now} />
}

type KeepUntilFieldProps = {
  readonly was: number
  readonly now: number
  readonly value: number
  readonly onChange: (value: number) => void
}

/** A field for the expiry of an order in the book, in Unix seconds: unchanged, or some time from now. */
function KeepUntilField({ was, now, value, onChange }: KeepUntilFieldProps) {
  const t = useTranslations('ticket')
  const fromNow = keepChoices.map((seconds) => Math.floor(now / 3_600) * 3_600 + seconds)
  const choices = [...new Set([was, value, ...fromNow])].sort((one, other) => one - other)
  return (
    <Field label={t('keepUntil')}>
      {(names) => (
        <SelectInput {...names} value={value} onChange={(event) => onChange(Number(event.target.value))}>
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {soonText(choice, now)}
            </option>
          ))}
        </SelectInput>
      )}
    </Field>
  )
}
