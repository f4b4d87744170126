'use client'
import { textOfRun } from '@infinitio/domain'
import type { LeaseWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { ArrowRight, BookOpen, CloudOff, Cpu, Search, SunMoon, Terminal, Waypoints } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTheme } from 'next-themes'
import { useTranslations } from 'next-intl'
import { Dialog } from 'radix-ui'
import { type ReactNode, useRef, useState } from 'react'
import { DialogContent } from '#web/components/ui/Dialog.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { amountText } from '#web/parts/format/amountText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { classesQuery } from '#web/parts/market/classesQuery.ts'
import { startsIn } from '#web/parts/lease/leaseState.ts'
import { liveLeasesQuery } from '#web/parts/lease/leaseQueries.ts'
import { classesFor, pagesFor } from '#web/features/palette/palettePages.ts'
import { paletteScore } from '#web/features/palette/paletteScore.ts'
import { DocItems } from '#web/features/palette/DocItems.tsx'
import { useRunTitle } from '#web/parts/search/waysToRun.ts'
import { SentenceItem } from '#web/features/palette/SentenceItem.tsx'
import { useAway } from '#web/parts/live/away.ts'
import { useActiveOption } from '#web/components/ui/useActiveOption.ts'
import { runSuggestions } from '#web/features/palette/runSuggestions.ts'
import { useAccount } from '#web/parts/session/useAccount.ts'
import { givenName } from '#web/parts/machine/nodeTitle.ts'

export type CommandPaletteProps = { readonly open: boolean; readonly onOpenChange: (open: boolean) => void }

/**
 * The palette that ⌘K opens. It opens any page, finds ways to run a model or a GPU class, opens the shell of a lease, explains an error code, or searches
 * machines for the typed text.
 */
export function CommandPalette({ open, onOpenChange }: CommandPaletteProps) {
  const t = useTranslations('palette')
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <DialogContent className="palettepos" aria-describedby={undefined}>
          <Dialog.Title className="sr">{t('title')}</Dialog.Title>
          <PaletteBody close={() => onOpenChange(false)} />
        </DialogContent>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function PaletteBody({ close }: { readonly close: () => void }) {
  const t = useTranslations('palette')
  const tShell = useTranslations('shell')
  const router = useRouter()
  const { resolvedTheme, setTheme } = useTheme()
  const [typed, setTyped] = useState('')
  const palette = useRef<HTMLDivElement>(null)
  useActiveOption(palette)
  const isAway = useAway()
  // Do nothing while the server does not respond. Otherwise the browser would show its own error page, which does not reload when the server responds again.
  function go(href: string): void {
    if (isAway) return
    close()
    router.push(href)
  }
  return (
    <Command ref={palette} className="palette" label={t('title')} filter={paletteScore}>
      <div className="top">
        <Search className="i" aria-hidden />
        <Command.Input autoFocus placeholder={t('placeholder')} value={typed} onValueChange={setTyped} />
        <span className="kbd">esc</span>
      </div>
      {isAway && (
        <p className="away" role="status">
          <CloudOff className="i" aria-hidden />
          {t('away')}
        </p>
      )}
      <Command.List>
        <Command.Empty>{t('nothing')}</Command.Empty>
        <RunItems typed={typed} go={go} />
        <LeaseItems go={go} />
        <ClassItems typed={typed} go={go} />
        <Command.Group heading={t('goTo')}>
          {pagesFor(typed).map(({ href, key }) => (
            <Command.Item key={href} keywords={t(`pages.${key}.words`).split(', ')} onSelect={() => go(href)}>
              <ArrowRight className="i" aria-hidden />
              {t(`pages.${key}.name`)}
            </Command.Item>
          ))}
        </Command.Group>
        <DocItems typed={typed} go={go} />
        {/* cmdk hides groups without a match, but these entries apply to any text, so they are always mounted. */}
        <Command.Group heading={t('do')} forceMount>
          <PaletteItem
            icon={<SunMoon className="i" aria-hidden />}
            onSelect={() => {
              setTheme(resolvedTheme === 'dark' ? 'light' : 'dark')
              close()
            }}
          >
            {tShell('switchTheme')}
          </PaletteItem>
          <LookUpItems typed={typed} go={go} />
          {typed.trim() !== '' && <SentenceItem typed={typed} go={go} />}
        </Command.Group>
      </Command.List>
    </Command>
  )
}

/** Returns true if the text is an address, a hash or a number, so that the explorer may have a page for it. */
function looksKnown(typed: string): boolean {
  return /^(0x[0-9a-f]{40}|0x[0-9a-f]{64}|[0-9,]{1,20})$/i.test(typed.trim())
}

/** Returns true if the text has the form of an error code, such as `order.fok_not_fillable`. */
function looksLikeCode(typed: string): boolean {
  return /^[a-z]{2,20}\.[a-z][a-z_]{1,50}$/.test(typed.trim())
}

function shortWords(typed: string): string {
  return typed.length > 20 ? shortHex(typed) : typed
}

function PaletteItem({
  icon,
  onSelect,
  aside,
  children,
}: {
  readonly icon: ReactNode
  readonly onSelect: () => void
  readonly aside?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <Command.Item forceMount={false} onSelect={onSelect}>
      {icon}
      {children}
      {aside !== undefined && <span className="dim">{aside}</span>}
    </Command.Item>
  )
}

/** Lists ways to run the models that the typed words mean. Shows them even if cmdk (the palette's library) finds no match with their names. */
function RunItems({ typed, go }: { readonly typed: string; readonly go: (href: string) => void }) {
  const t = useTranslations('palette')
  const title = useRunTitle()
  const { data } = useQuery(classesQuery(browserApi))
  const found = runSuggestions(typed, data?.classes ?? [])
  if (found.length === 0) return null
  return (
    <Command.Group heading={t('run')} forceMount>
      {found.map(({ run, memoryGib, href, way }) => (
        <Command.Item key={href} forceMount value={`run ${textOfRun(run)}`} onSelect={() => go(href)}>
          <Cpu className="i" aria-hidden />
          {title(run)}
          <span className="dim">
            {way === null
              ? t('runNeeds', { vram: memoryGib })
              : t('runAside', { gpus: way.gpus, className: givenName(way.gpuClass.name), price: amountText(way.pricePerHour) })}
          </span>
        </Command.Item>
      ))}
    </Command.Group>
  )
}

function ClassItems({ typed, go }: { readonly typed: string; readonly go: (href: string) => void }) {
  const t = useTranslations('palette')
  const { data } = useQuery(classesQuery(browserApi))
  const offered = data?.classes.filter(({ cheapestPricePerGpuSecond }) => cheapestPricePerGpuSecond !== null) ?? []
  if (offered.length === 0) return null
  return (
    <Command.Group heading={t('search')}>
      {classesFor(typed, offered).map(({ classId, name, freeGpus, cheapestPricePerGpuSecond }) => (
        <PaletteItem
          key={classId}
          icon={<Search className="i" aria-hidden />}
          onSelect={() => go(`/gpus?class=${classId}`)}
          aside={t('classAside', { free: freeGpus, price: amountText(BigInt(cheapestPricePerGpuSecond ?? 0) * 3_600n) })}
        >
          {t('find', { name: givenName(name) })}
        </PaletteItem>
      ))}
    </Command.Group>
  )
}

function LeaseItems({ go }: { readonly go: (href: string) => void }) {
  const t = useTranslations('palette')
  const account = useAccount()
  const { data } = useQuery({ ...liveLeasesQuery(browserApi), enabled: typeof account === 'string' })
  if (data === undefined || data.items.length === 0) return null
  return (
    <Command.Group heading={t('yourLeases')}>
      {data.items.map((lease) => (
        <LeaseItem key={lease.leaseId} lease={lease} now={data.chainNow} go={go} />
      ))}
    </Command.Group>
  )
}

/** Links to a lease's shell, or to the lease's page if the lease has not started yet. */
function LeaseItem({ lease, now, go }: { readonly lease: LeaseWire; readonly now: number; readonly go: (href: string) => void }) {
  const t = useTranslations('palette')
  const { leaseId, endsAt } = lease
  const name = lease.name === '' ? t('leaseNumber', { leaseId }) : lease.name
  const wait = startsIn(lease, now)
  return (
    <PaletteItem
      icon={<Terminal className="i" aria-hidden />}
      onSelect={() => go(wait === null ? `/leases/${leaseId}?tab=shell` : `/leases/${leaseId}`)}
      aside={wait === null ? t('left', { span: spanText(endsAt - now) }) : t('startsIn', { span: spanText(wait) })}
    >
      {wait === null ? t('shellOf', { name }) : name}
    </PaletteItem>
  )
}

/** Offers to explain the typed text if it looks like an error code, and to look it up in the explorer if it looks like an address, a hash or a number. */
function LookUpItems({ typed, go }: { readonly typed: string; readonly go: (href: string) => void }) {
  const t = useTranslations('palette')
  return (
    <>
      {looksLikeCode(typed) && (
        <Command.Item forceMount value={`explain ${typed}`} onSelect={() => go(`/docs/errors/${typed.trim()}`)}>
          <BookOpen className="i" aria-hidden />
          {t('explain', { code: typed.trim() })}
        </Command.Item>
      )}
      {looksKnown(typed) && (
        <Command.Item forceMount value={`look up ${typed}`} onSelect={() => go(`/explorer?q=${encodeURIComponent(typed.trim())}`)}>
          <Waypoints className="i" aria-hidden />
          {t('lookUp', { words: shortWords(typed.trim()) })}
        </Command.Item>
      )}
    </>
  )
}
