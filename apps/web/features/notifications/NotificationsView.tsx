'use client'
import { markNotificationsRead } from '@infinitio/sdk'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Bell, CheckCheck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { Badge, type BadgeTone } from '#web/components/ui/Badge.tsx'
import { Button } from '#web/components/ui/Button.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { MailForm, mailQuery } from '#web/features/notifications/MailForm.tsx'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { problemOf } from '#web/parts/api/problem.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { ClockAhead } from '#web/parts/chain/ClockAhead.tsx'
import { classesQuery } from '#web/parts/market/classesQuery.ts'
import { useLiveTopic } from '#web/parts/live/useLiveTopic.ts'
import { NotificationLine } from '#web/features/notifications/NotificationLine.tsx'
import { notificationsQuery } from '#web/features/notifications/notificationsQuery.ts'
import { WebhooksPanel } from '#web/features/notifications/WebhooksPanel.tsx'
import { SavedSearches } from '#web/features/saved-searches/SavedSearches.tsx'
import { SignInGate } from '#web/parts/session/SignInGate.tsx'
import { notify } from '#web/parts/toasts/notify.ts'

/** Lists the account's notifications and updates the list live. The reader can mark them as read, and set up e-mail and webhooks. */
export function NotificationsView() {
  const t = useTranslations('notifications')
  return (
    <main className="page p-told">
      <h1 className="mb-4">{t('title')}</h1>
      <ClockAhead />
      <SignInGate waiting={<ListSkeleton />}>
        <Told />
        <SavedPanel />
        <MailPanel />
        <WebhooksPanel />
      </SignInGate>
    </main>
  )
}

function Told() {
  const t = useTranslations('notifications')
  const queryClient = useQueryClient()
  const query = useInfiniteQuery(notificationsQuery(browserApi))
  const countId = useId()
  useLiveTopic('notifications')
  const marking = useMutation({
    mutationFn: (body: { notificationId: string; andOlder: boolean }) => markNotificationsRead(browserApi, body),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['notifications'] }),
    onError: (error) => void notify({ tone: 'error', text: problemOf(error).sentence }),
  })
  return (
    <QueryView query={query} failed={t('failed')} skeleton={<ListSkeleton />}>
      {({ items, unread }) => {
        const newest = items[0]
        if (newest === undefined) {
          return (
            <div className="panel">
              <StateBox kind="empty" icon={Bell} title={t('none')}>
                {t('noneText')}
              </StateBox>
            </div>
          )
        }
        return (
          <section className="panel" aria-label={t('title')}>
            <header className="panel-head">
              <h2 id={countId} aria-live="polite">
                {t('count', { count: unread })}
              </h2>
              <span className="end">
                <Button
                  size="sm"
                  disabled={unread === 0 || marking.isPending}
                  aria-describedby={countId}
                  onClick={() => marking.mutate({ notificationId: newest.notificationId, andOlder: true })}
                >
                  <CheckCheck className="i s" aria-hidden />
                  {t('markAll')}
                </Button>
              </span>
            </header>
            <ul className="toldlist">
              {items.map((item) => (
                <NotificationLine
                  key={item.notificationId}
                  item={item}
                  onOpen={() => {
                    if (!item.read) marking.mutate({ notificationId: item.notificationId, andOlder: false })
                  }}
                />
              ))}
            </ul>
            <footer className="panel-foot row between t13 dim">
              {t('kept')}
              {query.hasNextPage && (
                <Button size="sm" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                  {t('older')}
                </Button>
              )}
            </footer>
          </section>
        )
      }}
    </QueryView>
  )
}

/** Shows the saved searches, which can notify the account, as beside the map of the search. */
export function SavedPanel() {
  const { data: catalogue } = useQuery(classesQuery(browserApi))
  return (
    <section>
      <SavedSearches catalogue={catalogue} />
    </section>
  )
}

/** Loading skeleton of the list. */
function ListSkeleton() {
  return (
    <div className="panel stack g4 p-4" aria-hidden>
      {[1, 2, 3, 4, 5, 6].map((key) => (
        <Skeleton key={key} width="100%" height={28} />
      ))}
    </div>
  )
}

const tones = { none: 'plain', asked: 'pending', confirmed: 'final', stopped: 'bad', failing: 'bad' } as const satisfies Record<string, BadgeTone>

/** Shows the account's e-mail notifications, their kinds and their delivery, or that this market sends no e-mail. */
function MailPanel() {
  const t = useTranslations('notifications.mail')
  const { data, error } = useQuery(mailQuery(browserApi))
  const isShown = data !== undefined && (data.offered || data.state !== 'none')
  return (
    <div id="mail" className="mt-6">
      <Panel
        title={t('title')}
        end={isShown && data.state !== 'none' ? <Badge tone={tones[data.state]}>{t(`state.${data.state}`)}</Badge> : undefined}
      >
        {data === undefined ? (
          <div className="panel-body">{error === null ? <Skeleton width="60%" height={20} /> : <ProblemCallout error={error} />}</div>
        ) : isShown ? (
          <MailForm key={`${data.address}`} settings={data} />
        ) : (
          <p className="panel-body t13 dim">{t('off')}</p>
        )}
      </Panel>
    </div>
  )
}
