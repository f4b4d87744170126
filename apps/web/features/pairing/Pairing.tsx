'use client'
import { ErrorCode } from '#web/parts/api/ErrorCode.tsx'
import { groupedCharacters } from '@infinitio/domain'
import type { ChainWire } from '@infinitio/domain/wire'
import type { PairingLink } from '@infinitio/sdk/pairing'
import { CircleCheck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Callout } from '#web/components/ui/Callout.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { OfferFacts } from '#web/features/pairing/OfferFacts.tsx'
import { SignSteps } from '#web/features/pairing/SignSteps.tsx'
import { isRefused, type SeenPairing, usePairing } from '#web/features/pairing/usePairing.ts'
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
  return (
    <>
      <CompareCharacters characters={characters} isSame={answer === 'same'} onSame={() => setAnswer('same')} onOther={() => setAnswer('other')} />
      {answer === 'same' && <SignSteps pairing={seen.pairing} own={own} chain={chain} account={account} />}
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

type CompareCharactersProps = {
  /** Six characters that must be the same in the browser and in the terminal of the machine; null until the machine has answered. */
  readonly characters: string | null
  readonly isSame: boolean
  readonly onSame: () => void
  readonly onOther: () => void
}

/** Asks the person to compare six characters with the terminal of the machine, before the wallet signs anything. */
function CompareCharacters({ characters, isSame, onSame, onOther }: CompareCharactersProps) {
  const t = useTranslations('pair.compare')
  return (
    <Panel title={t('title')}>
      <div className="panel-body stack g3 t13">
        <p>{t('text')}</p>
        <p
          className="pair-characters mono"
          role="status"
          aria-label={characters === null ? t('waiting') : t('label', { characters: [...characters].join(' ') })}
        >
          {characters === null ? '··· ···' : groupedCharacters(characters)}
        </p>
        {isSame ? (
          <p className="row g2 go">
            <CircleCheck className="i" aria-hidden /> {t('done')}
          </p>
        ) : (
          <div className="row wrap g3">
            <Button tone="primary" size="lg" disabled={characters === null} onClick={onSame}>
              {t('same')}
            </Button>
            <Button size="lg" disabled={characters === null} onClick={onOther}>
              {t('other')}
            </Button>
          </div>
        )}
        {characters === null && <p className="dim">{t('waiting')}</p>}
      </div>
    </Panel>
  )
}
