'use client'
import type { SessionKeysWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { KeyRound, Plus } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { useLiveTopic } from '#web/parts/live/useLiveTopic.ts'
import { SignInGate } from '#web/parts/session/SignInGate.tsx'
import { SessionKeyItem } from '#web/features/session-keys/SessionKeyItem.tsx'
import { sessionKeysQuery } from '#web/features/session-keys/sessionKeysQuery.ts'

const KeyDialog = dynamic(() => import('#web/features/session-keys/KeyDialog.tsx').then((module) => module.KeyDialog), { ssr: false })

/** Lists the session keys of the account with limits and spending, and lets the user add, change and revoke them. */
export function SessionKeysView() {
  return (
    <main className="page p-wallet">
      <SignInGate isPage waiting={<Waiting />}>
        <SessionKeysPage />
      </SignInGate>
    </main>
  )
}

function SessionKeysPage() {
  const t = useTranslations('sessionKeys')
  const query = useQuery(sessionKeysQuery(browserApi))
  const [isMaking, setIsMaking] = useState(false)
  useLiveTopic('wallet')
  const make = (
    <Button tone="primary" onClick={() => setIsMaking(true)}>
      <Plus className="i" aria-hidden />
      {t('make')}
    </Button>
  )
  return (
    <>
      <header className="wh">
        <h1>{t('title')}</h1>
        <Link className="link t13" href="/wallet">
          {t('back')}
        </Link>
        {query.data !== undefined && query.data.items.length > 0 && make}
      </header>
      <p className="t13 dim keysabout">{t('about')}</p>
      <QueryView query={query} failed={t('failed')} skeleton={<Waiting />}>
        {(keys) => <Keys keys={keys} make={make} />}
      </QueryView>
      {isMaking && <KeyDialog known={null} now={query.data?.chainNow ?? null} onClose={() => setIsMaking(false)} />}
    </>
  )
}

function Keys({ keys: { items, most, chainNow }, make }: { readonly keys: SessionKeysWire; readonly make: ReactNode }) {
  const t = useTranslations('sessionKeys')
  if (items.length === 0) {
    return (
      <Panel>
        <StateBox kind="empty" icon={KeyRound} title={t('none')} actions={make}>
          {t('noneText')}
        </StateBox>
      </Panel>
    )
  }
  return (
    <>
      <ul className="keylist">
        {items.map((key) => (
          <SessionKeyItem key={key.key} sessionKey={key} now={chainNow} />
        ))}
      </ul>
      {items.length === most && <p className="t13 dim">{t('most', { most })}</p>}
    </>
  )
}

function Waiting() {
  return (
    <div className="panel stack g4 p-4" aria-hidden>
      {[1, 2, 3].map((row) => (
        <Skeleton key={row} width="100%" height={72} />
      ))}
    </div>
  )
}
