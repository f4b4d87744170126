'use client'
import { useBond, useBondPerGpu } from '@infinitio/chain/react'
import { address, feesIn, hex32 } from '@infinitio/domain'
import type { ChainWire, LeaseWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Callout } from '#web/components/ui/Callout.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { FeeLines } from '#web/parts/price/FeeLines.tsx'
import { lineTexts } from '#web/parts/price/lineTexts.ts'
import { Amount } from '#web/parts/format/Amount.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { digitsFor, shownUnits } from '#web/parts/format/sumTexts.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { chainAddressesOf } from '#web/parts/chain/chainAddressesOf.ts'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { SigningProblemCallout } from '#web/parts/api/SigningProblemCallout.tsx'
import { useLeaseRelay } from '#web/parts/lease/useLeaseRelay.ts'
import { providerEnd } from '#web/features/provide/providerEnd.ts'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type EndLeaseDialogProps = { readonly lease: LeaseWire; readonly now: number; readonly bonded: bigint; readonly onClose: () => void }

/** The dialog in which a provider ends a lease on its machine. Before the signature it lists the pay, the refund and the cost. */
export function EndLeaseDialog({ lease, now, bonded, onClose }: EndLeaseDialogProps) {
  const t = useTranslations('provide.ending')
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('title', { leaseId: lease.leaseId, node: lease.node.name })}
      description={t('text')}
    >
      <div className="stack g4">
        <WalletBoundary waiting={<EndLines {...{ lease, now, bonded, bondPerGpu: null, required: null }} />}>
          <CappedLines lease={lease} now={now} bonded={bonded} />
        </WalletBoundary>
        <p className="t12 dim">{t('compensationText')}</p>
        <WalletBoundary waiting={null}>
          <EndLeaseButtons lease={lease} onClose={onClose} />
        </WalletBoundary>
      </div>
    </Dialog>
  )
}

/** Shows the amounts with the limit that the bond of the machine sets to the compensation, once the chain has answered. */
function CappedLines(props: Omit<EndLeaseDialogProps, 'onClose'>) {
  const { data: chain } = useQuery(chainQuery(browserApi))
  return chain === undefined ? <EndLines {...props} bondPerGpu={null} required={null} /> : <LinesOfChain {...props} chain={chain} />
}

function LinesOfChain({ chain, ...props }: Omit<EndLeaseDialogProps, 'onClose'> & { readonly chain: ChainWire }) {
  const addresses = useMemo(() => chainAddressesOf(chain), [chain])
  const { data } = useBondPerGpu({ addresses, nodeId: hex32(props.lease.terms.node) })
  const bond = useBond({ addresses, account: address(props.lease.terms.provider) })
  return <EndLines {...props} bondPerGpu={data ?? null} required={bond.data?.required ?? null} />
}

type EndLinesProps = Omit<EndLeaseDialogProps, 'onClose'> & { readonly bondPerGpu: bigint | null; readonly required: bigint | null }

/**
 * Shows what the end of a lease costs its provider: the pay, less the fee and the compensation. `bondPerGpu` is the bond of one GPU of the machine, and `required` the bond that all machines of the
 * provider need, in base units; null while unknown.
 */
export function EndLines({ lease, now, bonded, bondPerGpu, required }: EndLinesProps) {
  const t = useTranslations('provide.ending')
  const tUnits = useTranslations('units')
  const end = providerEnd(lease, { now, bonded, bondPerGpu })
  const fees = feesIn(end.fees, { payer: 'provider' })
  const price = end.pay - fees.total
  const digits = digitsFor([price, end.compensation, ...fees.lines.map(({ amount }) => amount)].filter((units) => units > 0n))
  const texts = lineTexts({ price, fees, total: end.pay }, { digits })
  const sum = shownUnits(price, digits) - shownUnits(end.compensation, digits)
  const left = bonded - end.compensation
  const isDelisted = required !== null && end.compensation > 0n && left < required
  return (
    <>
      <div className="lines">
        <div>
          <span>{t('used', { span: spanText(end.billedSeconds) })}</span>
          <span className="nowrap">{tUnits('pt', { amount: texts.total })}</span>
        </div>
        <FeeLines
          lines={texts.fees}
          place="providerEnd"
          feeBps={lease.terms.feeBps}
          amountOf={({ text }) => <span className="nowrap">−{tUnits('pt', { amount: text })}</span>}
        />
        {end.compensation > 0n && (
          <div>
            <span>{t('compensation')}</span>
            <span className="nowrap">−{tUnits('pt', { amount: texts.textOf(end.compensation) })}</span>
          </div>
        )}
        <div className="total">
          <span>{t(end.compensation === 0n ? 'youGet' : sum < 0n ? 'youLose' : 'youGetAtLeast')}</span>
          <span className="nowrap">{tUnits('pt', { amount: texts.textOf(sum < 0n ? -sum : sum) })}</span>
        </div>
        <div className="small">
          <span>{t('back')}</span>
          <Amount units={end.refund} />
        </div>
      </div>
      {isDelisted && (
        <Callout tone="warn">
          {t('delisted', { left: amountText(left), required: amountText(required), missing: amountText(required - left) })}
        </Callout>
      )}
    </>
  )
}

function EndLeaseButtons({ lease, onClose }: Pick<EndLeaseDialogProps, 'lease' | 'onClose'>) {
  const t = useTranslations('provide.ending')
  const relay = useLeaseRelay({ lease, onSent: onClose })
  return (
    <div className="stack g3">
      {relay.isError && <SigningProblemCallout error={relay.error} />}
      <SignerButton
        label={relay.isPending ? t('signing') : t('sign')}
        disabled={relay.isPending}
        onSign={() => relay.mutate({ kind: 'endByProvider' })}
      />
      <Button tone="ghost" full onClick={onClose}>
        {t('keep')}
      </Button>
    </div>
  )
}
