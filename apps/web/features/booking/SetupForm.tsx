'use client'
import { type TemplateMachine, templateOf } from '@infinitio/domain'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { Field } from '#web/components/ui/Field.tsx'
import { TextArea } from '#web/components/ui/TextArea.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { AutoExtendField } from '#web/features/auto-extend/AutoExtendField.tsx'
import { BookingSummary } from '#web/features/booking/BookingSummary.tsx'
import type { Checkout } from '#web/parts/checkout/checkout.ts'
import type { RentSize } from '#web/parts/checkout/rentBounds.ts'
import { carriedSetup, noteSetup } from '#web/parts/other-machine/carriedSetup.ts'
import { leaseOfCheckout } from '#web/features/booking/leaseOfCheckout.ts'
import { ImageFields } from '#web/parts/lease-setup/ImageFields.tsx'
import { hasImage, type LeaseSetup, setupOfTemplate, setupProblem } from '#web/parts/lease-setup/leaseSetup.ts'
import { forgetCheckout, storeCheckout, storedCheckout } from '#web/features/booking/storedCheckout.ts'
import { setupOfRun } from '#web/features/booking/setupOfRun.ts'
import { SizeFields } from '#web/features/booking/SizeFields.tsx'
import { SignFrame, SignPreparing } from '#web/features/booking/SignFrame.tsx'
import { PortsField } from '#web/parts/lease-setup/PortsField.tsx'
import { SecretsField } from '#web/features/secrets/SecretsField.tsx'
import { TemplateCards } from '#web/parts/lease-setup/TemplateCards.tsx'
import { usePinnedTemplate } from '#web/parts/lease-setup/usePinnedTemplate.ts'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { useChainNow } from '#web/parts/chain/useChainNow.ts'
import { RestoreField } from '#web/features/disk/RestoreField.tsx'
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

type SetupFormProps = {
  readonly checkout: Checkout
  readonly onPlaced: (orderHash: string) => void
  /** Above the form: the countdown of the hold, or the start of the lease. */
  readonly head: ReactNode
  /** Changes GPUs and time; null while a hold fixes them. */
  readonly onSize: ((size: RentSize) => void) | null
}

/** The form of a checkout: what to start, who may log in, the bill, and the one signature. */
export function SetupForm({ checkout, onPlaced, head, onSize }: SetupFormProps) {
  const t = useTranslations('book')
  const tAuto = useTranslations('autoExtend')
  const { setup, change, placed } = useSetup(checkout, onPlaced)
  const { data: wallet } = useQuery(walletQuery(browserApi))
  const { data: chain } = useQuery(chainQuery(browserApi))
  const chainNow = useChainNow(chain?.chainNow ?? checkout.serverNow)
  return (
    <>
      {head}
      <div className="bc">
        <div>
          <h1 className="mb-5">{t('title')}</h1>
          <Part title={t('template.title')} text={t('template.text')}>
            <TemplateCards template={setup.template} machine={machineOf(checkout)} onTemplate={(template) => change(setupOfTemplate(template))} />
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
          {wallet !== undefined && checkout.listing !== null && (
            <Part title={t('disk.title')} text={t('disk.text')}>
              <RestoreField
                account={wallet.account}
                listing={checkout.listing}
                now={checkout.serverNow}
                chosen={setup.snapshot}
                onChosen={(snapshot) => change({ snapshot })}
              />
            </Part>
          )}
          <Part title={t('size.title')}>
            <SizeFields checkout={checkout} name={setup.name} onName={(name) => change({ name })} onSize={onSize} />
          </Part>
          {chain !== undefined && checkout.listing !== null && (
            <Part title={tAuto('title')} text={tAuto('text')}>
              <AutoExtendField
                draft={setup.autoExtend}
                onDraft={(autoExtend) => change({ autoExtend })}
                {...leaseOfCheckout(checkout, chain, chainNow)}
              />
            </Part>
          )}
        </div>
        <aside className="stack g4" aria-label={t('aside')}>
          {chain !== undefined && <BookingSummary checkout={checkout} chain={chain} wallet={wallet} />}
          <SignBox checkout={checkout} setup={setup} onPlaced={placed} />
        </aside>
      </div>
    </>
  )
}

/** The setup as typed, and what changes it; a browser stores it until it is signed. */
function useSetup(checkout: Checkout, onPlaced: (orderHash: string) => void) {
  const runText = useSearchParams().get('run') ?? ''
  const [setup, setSetup] = useState<LeaseSetup>(() => carriedSetup(checkout.key) ?? setupOfRun(runText, machineOf(checkout)))
  const place = usePlace(checkout)
  const isCarried = carriedSetup(checkout.key) !== null
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
function usePlace({ node }: Pick<Checkout, 'node'>): { readonly account: string; readonly node: string } | null {
  const account = useAccount() ?? null
  return useMemo(() => (account === null || node === null ? null : { account, node }), [account, node])
}

/** Returns the part of the machine that the renter gets; null when nobody can rent it now. */
function machineOf({ listing, gpus }: Checkout): TemplateMachine | null {
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
