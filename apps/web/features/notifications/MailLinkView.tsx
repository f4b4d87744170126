'use client'
import { confirmMail, stopMail } from '@infinitio/sdk'
import { useMutation } from '@tanstack/react-query'
import { CircleCheck, MailCheck, MailQuestionMark, MailX } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'

type MailLink = { readonly act: 'confirm' | 'stop'; readonly token: string }

const acts = { confirm: confirmMail, stop: stopMail } as const
const icons = { confirm: MailCheck, stop: MailX } as const

/**
 * Shows what a link in a mail does, and a button that does it. Mail programs open links automatically, so opening the link changes nothing. The token is behind
 * the `#`, which is never sent to a server.
 */
export function MailLinkView() {
  const t = useTranslations('mailLink')
  const [link, setLink] = useState<MailLink | null | undefined>(undefined)
  useEffect(() => setLink(linkOf(window.location.hash)), [])
  return (
    <main className="page p-told">
      <h1 className="mb-4">{t('title')}</h1>
      <div className="panel">
        {link === undefined ? (
          <div className="panel-body" aria-hidden>
            <Skeleton width="100%" height={120} />
          </div>
        ) : link === null ? (
          <StateBox kind="empty" icon={MailQuestionMark} title={t('none')}>
            {t('noneText')}
          </StateBox>
        ) : (
          <Asked link={link} />
        )}
      </div>
    </main>
  )
}

function Asked({ link: { act, token } }: { readonly link: MailLink }) {
  const t = useTranslations('mailLink')
  const acting = useMutation({ mutationFn: () => acts[act](browserApi, token) })
  if (acting.isSuccess) {
    return (
      <div role="status">
        <StateBox
          kind="empty"
          icon={CircleCheck}
          title={t(`${act}.done`)}
          actions={
            <Link className="btn" href="/notifications" prefetch={false}>
              {t('toNotifications')}
            </Link>
          }
        >
          {t(`${act}.doneText`)}
        </StateBox>
      </div>
    )
  }
  return (
    <>
      <StateBox
        kind="empty"
        icon={icons[act]}
        title={t(`${act}.title`)}
        actions={
          <Button tone="primary" disabled={acting.isPending} onClick={() => acting.mutate()}>
            {t(acting.isPending ? `${act}.doing` : `${act}.do`)}
          </Button>
        }
      >
        {t(`${act}.text`)}
      </StateBox>
      {acting.error !== null && (
        <div className="panel-body">
          <ProblemCallout error={acting.error} />
        </div>
      )}
    </>
  )
}

function linkOf(hash: string): MailLink | null {
  const [, act, token] = /^#(confirm|stop)=([A-Za-z0-9_-]{43})$/.exec(hash) ?? []
  if (token === undefined) return null
  return { act: act === 'stop' ? 'stop' : 'confirm', token }
}
