'use client'
import { getChain, placeOrder, signAsk } from '@infinitio/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { CheckRow } from '#web/components/ui/CheckRow.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { PricePerHourInput } from '#web/parts/price/PricePerHourInput.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { SigningProblemCallout } from '#web/parts/api/SigningProblemCallout.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { type Audience, AudienceFields } from '#web/features/asks/AudienceFields.tsx'
import { chosenAccounts } from '#web/features/asks/chosenAccounts.ts'
import { FloorCallout } from '#web/features/asks/FloorCallout.tsx'
import { pauseAsk } from '#web/features/asks/pauseAsk.ts'
import { PriceChangeLines } from '#web/features/asks/PriceChangeLines.tsx'
import { PrivateAsks } from '#web/features/asks/PrivateAsks.tsx'
import { PriceCurvePanel } from '#web/features/asks/PriceCurvePanel.tsx'
import { PriceWarningCallout, warningOf } from '#web/features/asks/PriceWarningCallout.tsx'
import { askTermsOf, priceFromText } from '#web/features/asks/askTermsOf.ts'
import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'
import { waitForAsk } from '#web/features/asks/waitForAsk.ts'
import { useAccountAddress } from '#web/parts/session/useAccountAddress.ts'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'
import { useSigner } from '#web/parts/wallet-connection/useSigner.ts'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'
import { notify } from '#web/parts/toasts/notify.ts'
import { withDecimalPoint } from '@infinitio/domain'
import { givenName } from '#web/parts/machine/nodeTitle.ts'

type PriceDialogProps = {
  readonly node: ProviderNode
  readonly nextAskNonce: string
  /** The price in the field at first, in base units per GPU-second; left out: the price of the last ask. */
  readonly startPrice?: bigint
  readonly onClose: () => void
}

/**
 * Changes a machine's price, lists a paused machine again, or offers a machine to chosen accounts only. It signs a new ask, which replaces the previous ask, or
 * one ask for each chosen account. Running leases keep their price.
 */
export function PriceDialog(props: PriceDialogProps) {
  const t = useTranslations('provide.price')
  const { node, onClose } = props
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(node.ask === null ? 'resumeTitle' : 'title', { name: givenName(node.name) })}
      description={t('text')}
    >
      <WalletBoundary waiting={null}>
        <PriceForm {...props} />
      </WalletBoundary>
    </Dialog>
  )
}

function PriceForm({ node, nextAskNonce, startPrice, onClose }: PriceDialogProps) {
  const t = useTranslations('provide.price')
  const why = useTranslations('reasons')
  const median = node.classMedianPricePerGpuSecond
  const [text, setText] = useState(() => startText(startPrice?.toString() ?? node.latestAsk?.pricePerGpuSecond ?? median))
  const [transferable, setTransferable] = useState(node.latestAsk?.transferable ?? false)
  const [confirmed, setConfirmed] = useState<bigint | null>(null)
  const { audience, change } = useAudience()
  const price = priceFromText(text)
  const warning = price === null ? null : warningOf(node, price)
  const signing = useSignAsk({ node, nextAskNonce, onClose })
  const isWarned = warning !== null && confirmed === price
  const shown = price === null ? 'none' : amountText(price * 3_600n)
  function sign(): void {
    if (price === null) return
    if (warning !== null && !isWarned) setConfirmed(price)
    else signing.mutate({ pricePerGpuSecond: price, transferable, accounts: audience.who === 'everyone' ? null : (audience.accounts ?? []) })
  }
  const count = audience.who === 'everyone' ? null : (audience.accounts?.length ?? 0)
  return (
    <div className="stack g4">
      <Field
        label={t('label')}
        hint={
          median === null
            ? t('nobody', { className: givenName(node.className) })
            : t('median', { price: amountText(BigInt(median) * 3_600n), className: givenName(node.className) })
        }
        error={price === null ? wrongPriceText(t, text) : undefined}
      >
        {(names) => <PricePerHourInput {...names} text={text} onText={setText} />}
      </Field>
      {price !== null && <PriceChangeLines node={node} price={price} />}
      <PriceCurvePanel node={node} price={price} />
      <AudienceFields audience={audience} isListed={node.ask !== null} onChange={change} />
      <PrivateAsks node={node} />
      <CheckRow checked={transferable} onChange={setTransferable} label={t('transferable')} />
      <PriceTerms node={node} price={price === null ? null : shown} transferable={transferable} />
      {price !== null && <FloorCallout node={node.node} price={price} />}
      {isWarned && <PriceWarningCallout node={node} warning={warning} />}
      {signing.isError && <SigningProblemCallout error={signing.error} />}
      <SignerButton
        label={
          signing.isPending
            ? t('signing')
            : count === null
              ? t(signKeyOf({ isListed: node.ask !== null, isWarned }), { price: shown })
              : t(isWarned ? 'audience.signAnyway' : 'audience.sign', { count, price: shown })
        }
        disabled={signing.isPending}
        reason={price === null || count === 0 ? why('fields') : null}
        onSign={sign}
      />
      <Button tone="ghost" full onClick={onClose}>
        {t('cancel')}
      </Button>
    </div>
  )
}

/**
 * Returns the message key of the button's label. The button changes the price of a listed machine, or lists a paused machine; its label says "anyway" if it
 * confirms an unusual price.
 */
function signKeyOf({ isListed, isWarned }: { readonly isListed: boolean; readonly isWarned: boolean }) {
  if (isListed) return isWarned ? 'signAnyway' : 'sign'
  return isWarned ? 'listAnyway' : 'list'
}

type PriceTermsProps = {
  readonly node: ProviderNode
  /** The price per GPU-hour as text; null while the field has no price. */
  readonly price: string | null
  readonly transferable: boolean
}

function PriceTerms({ node, price, transferable }: PriceTermsProps) {
  const t = useTranslations('provide.price.word')
  const trialSeconds = node.latestAsk?.trialSeconds ?? 300
  const [next] = node.maintenance
  return (
    <ul className="stack t13">
      {price !== null && <li>{t('list', { gpus: node.gpus, price })}</li>}
      <li>{trialSeconds === 0 ? t('noTrial') : t('trial', { span: spanText(trialSeconds) })}</li>
      <li>{t(transferable ? 'transferable' : 'notTransferable')}</li>
      <li>{next === undefined ? t('until') : t('maintenance', { from: dayMinuteText(next.from), until: dayMinuteText(next.until) })}</li>
      <li>{t('cannot')}</li>
    </ul>
  )
}

function useAudience() {
  const own = useAccountAddress()
  const [chosen, setChosen] = useState<Pick<Audience, 'who' | 'text'>>({ who: 'everyone', text: '' })
  return {
    audience: { ...chosen, accounts: chosenAccounts(chosen.text, { own }) },
    change: (patch: Partial<typeof chosen>) => setChosen((before) => ({ ...before, ...patch })),
  }
}

/** A new ask for everyone if `accounts` is null; otherwise one ask for each of these accounts. */
type ChosenAsk = { readonly pricePerGpuSecond: bigint; readonly transferable: boolean; readonly accounts: readonly string[] | null }

function useSignAsk({ node, nextAskNonce, onClose }: Omit<PriceDialogProps, 'startPrice'>) {
  const t = useTranslations('provide.price')
  const signer = useSigner()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async ({ accounts, ...chosen }: ChosenAsk) => {
      if (signer.state !== 'ready') throw new Error('The wallet is not connected.')
      const chain = await getChain(browserApi)
      for (const [place, account] of (accounts ?? [null]).entries()) {
        const terms = { node, ...chosen, nonce: BigInt(nextAskNonce) + BigInt(place), provider: signer.signer.address, chain }
        const ask = askTermsOf(account === null ? terms : { ...terms, privateRenter: account })
        const { orderHash } = await placeOrder(browserApi, await signAsk(signer.signer, { ask, chain }))
        await waitForAsk(orderHash, 'open')
      }
      // Ends the listing for everyone last, so that a machine whose provider stops halfway is still for rent.
      if (accounts !== null) await pauseAsk(signer.signer, node.node)
    },
    onSuccess: (_, { accounts }) => {
      const text =
        accounts === null ? t('sent', { name: givenName(node.name) }) : t('audience.sent', { name: givenName(node.name), count: accounts.length })
      void notify({ tone: 'success', text })
      for (const key of ['provider', 'ask-demand', 'listings', 'listing', 'classes']) void queryClient.invalidateQueries({ queryKey: [key] })
      onClose()
    },
    onError: () => void queryClient.invalidateQueries({ queryKey: ['provider'] }),
  })
}

function startText(pricePerGpuSecond: string | null): string {
  return pricePerGpuSecond === null ? '' : amountText(BigInt(pricePerGpuSecond) * 3_600n)
}

/** Explains why the typed text is not a price. If it has a decimal comma, the sentence proposes the same number with a point. */
function wrongPriceText(t: ReturnType<typeof useTranslations<'provide.price'>>, text: string): string {
  const pointed = withDecimalPoint(text)
  return pointed === null ? t('wrong') : t('comma', { text: pointed })
}
