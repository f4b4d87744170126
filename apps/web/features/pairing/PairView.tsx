'use client'
import { ErrorCode } from '#web/parts/api/ErrorCode.tsx'
import { readPairingFragment } from '@infinitio/sdk/pairing'
import { useQuery } from '@tanstack/react-query'
import { Link2Off } from 'lucide-react'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useMemo, useSyncExternalStore } from 'react'
import { CodeLine } from '#web/components/ui/CodeLine.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { provideLine } from '#web/parts/provider/installLine.ts'
import { useOrigin } from '#web/parts/provider/useOrigin.ts'

const waiting = <Skeleton width="100%" height={420} />

// Loads the wallet's program only if the URL of the page has a pairing link.
const Pairing = dynamic(() => import('#web/features/pairing/Pairing.tsx').then((module) => module.Pairing), { ssr: false, loading: () => waiting })

/** Pairs the machine that the pairing link in the page's URL names with the visitor's wallet. Without a link, explains how to get one. */
export function PairView() {
  const t = useTranslations('pair')
  return (
    <main className="page p-settings p-pair">
      <header className="sh">
        <h1>{t('title')}</h1>
        <Link className="link t13" href="/docs/guides/pairing">
          {t('guide')}
        </Link>
      </header>
      <p className="dim mb-5">{t('text')}</p>
      <ForFragment />
    </main>
  )
}

function ForFragment() {
  const t = useTranslations('pair')
  const fragment = useSyncExternalStore(
    onFragment,
    () => window.location.hash,
    () => null,
  )
  const link = useMemo(() => (fragment === null ? null : readPairingFragment(fragment)), [fragment])
  const chain = useQuery(chainQuery(browserApi))
  if (fragment === null) return waiting
  if (link === null) return <NoLink isCut={fragment.length > 1} />
  return (
    <QueryView query={chain} failed={t('failed')} skeleton={waiting}>
      {(known) => <Pairing key={fragment} link={link} chain={known} />}
    </QueryView>
  )
}

function NoLink({ isCut }: { readonly isCut: boolean }) {
  const t = useTranslations('pair.none')
  const tStates = useTranslations('states')
  const command = provideLine(useOrigin(), { check: false })
  return (
    <>
      <StateBox
        kind={isCut ? 'error' : 'empty'}
        icon={Link2Off}
        title={t(isCut ? 'cutTitle' : 'title')}
        code={isCut ? <ErrorCode code="node.pairing_unknown" /> : undefined}
      >
        {t(isCut ? 'cutText' : 'text')}
      </StateBox>
      <CodeLine text={command} label={tStates('copy')} doneLabel={tStates('copied')} />
    </>
  )
}

function onFragment(changed: () => void): () => void {
  window.addEventListener('hashchange', changed)
  return () => window.removeEventListener('hashchange', changed)
}
