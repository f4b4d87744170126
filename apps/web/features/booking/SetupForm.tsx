'use client'
import { type TemplateMachine, templateOf } from '@infinitio/domain'
import type { HoldWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { Field } from '#web/components/ui/Field.tsx'
import { TextArea } from '#web/components/ui/TextArea.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { AutoExtendField } from '#web/features/auto-extend/AutoExtendField.tsx'
import { BookingSummary } from '#web/features/booking/BookingSummary.tsx'
import { carriedSetup, noteSetup } from '#web/parts/other-machine/carriedSetup.ts'
import { heldLease } from '#web/features/booking/heldLease.ts'
import { HoldBar } from '#web/features/booking/HoldBar.tsx'
import { HoldOver } from '#web/features/booking/HoldOver.tsx'
import { ImageFields } from '#web/parts/lease-setup/ImageFields.tsx'
import { hasImage, type LeaseSetup, setupOfTemplate, setupProblem } from '#web/parts/lease-setup/leaseSetup.ts'
import { forgetCheckout, storeCheckout, storedCheckout } from '#web/features/booking/storedCheckout.ts'
import { setupOfRun } from '#web/features/booking/setupOfRun.ts'
import { SignFrame, SignPreparing } from '#web/features/booking/SignFrame.tsx'
import { PortsField } from '#web/parts/lease-setup/PortsField.tsx'
import { SecretsField } from '#web/features/secrets/SecretsField.tsx'
import { TemplateCards } from '#web/parts/lease-setup/TemplateCards.tsx'
import { usePinnedTemplate } from '#web/parts/lease-setup/usePinnedTemplate.ts'
import { useSecondsLeft } from '#web/parts/hold/useSecondsLeft.ts'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { useChainNow } from '#web/parts/chain/useChainNow.ts'
import { RestoreField } from '#web/features/disk/RestoreField.tsx'
import { hoursText } from '#web/parts/format/hoursText.ts'
import { storeSshKeys, storedSshKeys } from '#web/features/ssh-keys/storedSshKeys.ts'
import { SshKeyPicker } from '#web/features/ssh-keys/SshKeyPicker.tsx'
import { useAccount } from '#web/parts/session/useAccount.ts'
import { walletQuery } from '#web/parts/wallet/walletQuery.ts'

const SignBox = dynamic(() => import('#web/features/booking/SignBox.tsx').then((module) => module.SignBox), {
  ssr: false,
  loading: () => (
    <SignFrame>
      <SignPreparing />
    </SignFrame>
  ),
})

/** The form while the hold lasts: what to start, who may log in, the bill, and the one signature. */
export function SetupForm({ hold, onPlaced }: { readonly hold: HoldWire; readonly onPlaced: (orderHash: string) => void }) {
  const t = useTranslations('book')
  const tAuto = useTranslations('autoExtend')
  const { setup, change, placed } = useSetup(hold, onPlaced)
  const { data: wallet } = useQuery(walletQuery(browserApi))
  const { data: chain } = useQuery(chainQuery(browserApi))
  const secondsLeft = useSecondsLeft({ until: hold.expiresAt, serverNow: hold.serverNow })
  const chainNow = useChainNow(chain?.chainNow ?? hold.serverNow)
  if (secondsLeft === 0) return <HoldOver hold={{ ...hold, state: 'expired' }} onOrder={onPlaced} />
  return (
    <>
      <HoldBar hold={hold} secondsLeft={secondsLeft ?? 300} holdsLeft={wallet?.holdsLeftThisHour} />
      <div className="bc">
        <div>
          <h1 className="mb-5">{t('title')}</h1>
          <Part title={t('template.title')} text={t('template.text')}>
            <TemplateCards template={setup.template} machine={machineOf(hold)} onTemplate={(template) => change(setupOfTemplate(template))} />
            {setup.template === 'script' && <ScriptField setup={setup} change={change} />}
            {hasImage(setup.template) && <ImageFields setup={setup} change={change} />}
          </Part>
          <Part title={t('keys.title')} text={t('keys.text')}>
            <SshKeyPicker keys={setup.keys} onKeys={(keys) => change({ keys })} />
          </Part>
          <Part title={t('ports.title')} text={t('ports.text')}>
            <PortsField ports={setup.ports} onPorts={(ports) => change({ ports })} />
          </Part>
          <Part title={t('secrets.title')} text={t('secrets.text')}>
            <SecretsField drafts={setup.secrets} environment={templateOf(setup.template).environment} onDrafts={(secrets) => change({ secrets })} />
          </Part>
          {wallet !== undefined && hold.listing !== null && (
            <Part title={t('disk.title')} text={t('disk.text')}>
              <RestoreField
                account={wallet.account}
                listing={hold.listing}
                now={hold.serverNow}
                chosen={setup.snapshot}
                onChosen={(snapshot) => change({ snapshot })}
              />
            </Part>
          )}
          <SizePart hold={hold} setup={setup} change={change} />
          {chain !== undefined && hold.listing !== null && (
            <Part title={tAuto('title')} text={tAuto('text')}>
              <AutoExtendField draft={setup.autoExtend} onDraft={(autoExtend) => change({ autoExtend })} {...heldLease(hold, chain, chainNow)} />
            </Part>
          )}
        </div>
        <aside className="stack g4" aria-label={t('aside')}>
          {chain !== undefined && <BookingSummary hold={hold} chain={chain} wallet={wallet} />}
          <SignBox hold={hold} setup={setup} onPlaced={placed} />
        </aside>
      </div>
    </>
  )
}

/** The setup as typed, and what changes it; a browser stores it until it is signed. */
function useSetup(hold: HoldWire, onPlaced: (orderHash: string) => void) {
  const runText = useSearchParams().get('run') ?? ''
  const [setup, setSetup] = useState<LeaseSetup>(() => carriedSetup(hold.holdId) ?? setupOfRun(runText, machineOf(hold)))
  const place = usePlace(hold)
  const isCarried = carriedSetup(hold.holdId) !== null
  useEffect(() => {
    // What was carried from another machine is newer than what was typed here before.
    const stored = place === null || isCarried ? null : storedCheckout(window.localStorage, { ...place, nowMs: Date.now() })
    setSetup((current) => ({ ...current, ...stored, keys: storedSshKeys() }))
  }, [place, isCarried])
  useEffect(() => noteSetup(setup), [setup])
  function change(patch: Partial<LeaseSetup>): void {
    const next = { ...setup, ...patch }
    setSetup(next)
    if (patch.keys !== undefined) storeSshKeys(patch.keys)
    if (place !== null) storeCheckout(window.localStorage, { ...place, setup: next, atMs: Date.now() })
  }
  function placed(orderHash: string): void {
    if (place !== null) forgetCheckout(window.localStorage, place)
    onPlaced(orderHash)
  }
  usePinnedTemplate(setup, change)
  return { setup, change, placed }
}

/** Whose checkout of which machine it is, for what the browser stores of it; null while that is not known. */
function usePlace({ node }: Pick<HoldWire, 'node'>): { readonly account: string; readonly node: string } | null {
  const account = useAccount() ?? null
  return useMemo(() => (account === null || node === null ? null : { account, node }), [account, node])
}

/** What the renter would have of the held machine; null when it left the market. */
function machineOf({ listing, gpus }: HoldWire): TemplateMachine | null {
  return listing === null ? null : { runtime: listing.runtime, gpus, vramGib: listing.vramGib, diskGib: listing.diskGib }
}

function Part({ title, text, children }: { readonly title: string; readonly text?: string; readonly children: ReactNode }) {
  return (
    <section className="sect">
      <header>
        <h2>{title}</h2>
        {text !== undefined && <p>{text}</p>}
      </header>
      {children}
    </section>
  )
}

type FieldsProps = { readonly setup: LeaseSetup; readonly change: (patch: Partial<LeaseSetup>) => void }

/** What the hold fixed, and the name. */
function SizePart({ hold, setup, change }: FieldsProps & { readonly hold: HoldWire }) {
  const t = useTranslations('book')
  return (
    <Part title={t('size.title')}>
      <div className="two">
        <dl className="kv left">
          <dt>{t('size.gpus')}</dt>
          <dd>{hold.gpus}</dd>
          <dt>{t('size.time')}</dt>
          <dd>{hoursText(Math.round(hold.durationSeconds / 3_600))}</dd>
          <dt className="sr">{t('size.change')}</dt>
          <dd>
            <Link className="link" href={`/gpus/${hold.node}?gpus=${hold.gpus}&hours=${Math.round(hold.durationSeconds / 3_600)}`}>
              {t('size.change')}
            </Link>
          </dd>
        </dl>
        <Field label={t('size.name')} hint={t('size.nameHint')}>
          {(names) => (
            <TextInput
              {...names}
              maxLength={60}
              value={setup.name}
              placeholder={t('size.namePlaceholder')}
              onChange={(event) => change({ name: event.target.value })}
            />
          )}
        </Field>
      </div>
    </Part>
  )
}

function ScriptField({ setup, change }: FieldsProps) {
  const t = useTranslations('book.template')
  const problem = setupProblem(setup)
  return (
    <Field label={t('script.label')} hint={t('script.hint')} error={problem === 'scriptTooLong' ? t('script.tooLong') : undefined}>
      {(names) => (
        <TextArea
          {...names}
          rows={6}
          value={setup.startScript}
          placeholder={'nproc\nuptime'}
          onChange={(event) => change({ startScript: event.target.value })}
        />
      )}
    </Field>
  )
}
