'use client'
import type { LeaseWire } from '@infinitio/domain/wire'
import { KeyRound } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { parseSshKey } from '#web/parts/lease-setup/sshKey.ts'

const KeysDialog = dynamic(() => import('#web/features/lease-access/KeysDialog.tsx').then((module) => module.KeysDialog), { ssr: false })

/** Lists the SSH keys that can now log in to a lease, and lets the lease holder change them. */
export function KeysPanel({ lease }: { readonly lease: LeaseWire }) {
  const t = useTranslations('lease.access.keys')
  const [isOpen, setIsOpen] = useState(false)
  const sshKeys = lease.access?.sshKeys ?? []
  return (
    <Panel
      title={t('title')}
      end={
        <Button size="sm" onClick={() => setIsOpen(true)}>
          <KeyRound className="i s" aria-hidden />
          {t(sshKeys.length === 0 ? 'add' : 'change')}
        </Button>
      }
    >
      <div className="panel-body t13">
        {sshKeys.length === 0 ? (
          <p className="dim">{t(lease.heldByTransfer ? 'noneByTransfer' : 'none')}</p>
        ) : (
          <ul className="stack g1" aria-label={t('title')}>
            {sshKeys.map((line) => (
              <li key={line} className="row between g3">
                <b className="clip">{parseSshKey(line)?.name ?? line}</b>
                <span className="mono t12 dim">{line.split(' ')[0]}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
      {isOpen && <KeysDialog lease={lease} onClose={() => setIsOpen(false)} />}
    </Panel>
  )
}
