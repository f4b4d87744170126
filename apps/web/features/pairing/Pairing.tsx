'use client'
import { ErrorCode } from '#web/parts/api/ErrorCode.tsx'
import type { ChainWire } from '@infinitio/domain/wire'
import type { PairingLink } from '@infinitio/sdk/pairing'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Callout } from '#web/components/ui/Callout.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { CompareCharacters } from '#web/features/pairing/CompareCharacters.tsx'
import { OfferFacts } from '#web/features/pairing/OfferFacts.tsx'
import { SignSteps } from '#web/features/pairing/SignSteps.tsx'
import { isConfirmed, isRefused, type SeenPairing, storeConfirmation, usePairing } from '#web/features/pairing/usePairing.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { AccountText } from '#web/parts/identity/AccountText.tsx'
import { useAccount } from '#web/parts/session/useAccount.ts'
import { walletProblemOf } from '#web/parts/transaction/walletProblemOf.ts'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type PairingProps = { readonly link: PairingLink; readonly chain: ChainWire }

/** Leads the user through pairing a wallet with the machine of a link: open the link, compare six characters with the machine's terminal, then pay and sign. */
export function Pairing(props: PairingProps) {
  const t = useTranslations('pair')
  const account = useAccount()
  const { query, taking } = usePairing({ ...props, account: account ?? null })
  const skeleton = <Skeleton width="100%" height={420} />
  return (
    <WalletBoundary waiting={skeleton}>
      <QueryView query={query} failed={t('failed')} skeleton={skeleton}>
        {(seen) => (
          <div className="stack g4">
            {query.isError && <Problem error={query.error} />}
            <Panel title={t('machine')}>
              <OfferFacts offer={seen.pairing.offer} />
            </Panel>
            {seen.pairing.offer.runtime === 'local' && <LocalWarning />}
            {!isRefused(query.error) && <Next {...props} seen={seen} account={account ?? null} taking={taking} />}
          </div>
        )}
      </QueryView>
    </WalletBoundary>
  )
}

/** Warns the person before the first signature that renters of this machine are not separated from it. */
function LocalWarning() {
  const t = useTranslations('pair')
  return <Callout tone="warn">{t('local')}</Callout>
}

type NextProps = PairingProps & {
  readonly seen: SeenPairing
  readonly account: string | null
  readonly taking: ReturnType<typeof usePairing>['taking']
}

function Next({ seen, account, taking, chain }: NextProps) {
  const t = useTranslations('pair')
  const [answer, setAnswer] = useState<'same' | 'other' | null>(null)
  const { own, characters } = seen
  if (own === null || account === null) {
    return (
      <Panel title={t('take.title')}>
        <div className="panel-body stack g3 t13">
          <p>{t('take.text')}</p>
          {account !== null && (
            <p>
              {t('take.wallet')} <AccountText account={account} />
            </p>
          )}
          <SignerButton label={t('take.button')} disabled={taking.isPending} onSign={() => taking.mutate(seen)} />
          {taking.isError && <Problem error={taking.error} />}
        </div>
      </Panel>
    )
  }
  if (answer === 'other') {
    return (
      <Callout tone="bad" alert action={<Button onClick={() => setAnswer(null)}>{t('compare.again')}</Button>}>
        {t('compare.stop')}
      </Callout>
    )
  }
  const { acceptance, offer } = seen.pairing
  const isSame = answer === 'same' || isConfirmed(own, characters)
  const confirm = (): void => {
    storeConfirmation(own, characters)
    setAnswer('same')
  }
  // Agents of earlier versions send no answer. Then the person's word in the browser must do.
  const machine = offer.answers === true ? (acceptance === null ? 'asked' : 'accepted') : 'silent'
  return (
    <>
      <CompareCharacters characters={characters} isSame={isSame} machine={machine} onSame={confirm} onOther={() => setAnswer('other')} />
      {isSame && machine !== 'asked' && <SignSteps pairing={seen.pairing} own={own} chain={chain} account={account} />}
    </>
  )
}

function Problem({ error }: { readonly error: unknown }) {
  const { sentence, code } = walletProblemOf(error)
  return (
    <Callout tone="warn" alert>
      {sentence} <ErrorCode code={code} />
    </Callout>
  )
}
