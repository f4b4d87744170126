'use client'
import type { LeaseWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { CodeLine } from '#web/components/ui/CodeLine.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { sshAccessOf, storedKeyFile } from '#web/parts/lease/SshLines.tsx'

const usualKeyFile = '~/.ssh/id_ed25519'

/**
 * Shows the lines that make the SSH names of all leases of a cluster work: one for the known hosts, one block for the SSH configuration. Uses the path of the
 * key that the user typed on the page of a lease. Shows nothing before a lease can be reached.
 */
export function SshPanel({ leases }: { readonly leases: readonly LeaseWire[] }) {
  const t = useTranslations('clusterPage.ssh')
  const [keyFile, setKeyFile] = useState(usualKeyFile)
  const publicKeys = [...new Set(leases.flatMap(({ access }) => access?.sshKeys ?? []))].join('\n')
  useEffect(() => {
    const stored = storedKeyFile(window.localStorage, publicKeys === '' ? [] : publicKeys.split('\n'))
    if (stored !== null) setKeyFile(stored)
  }, [publicKeys])
  const lines = clusterSshLines(leases, keyFile)
  if (lines === null) return null
  return (
    <Panel title={t('title')} note={t('note', { count: lines.count })}>
      <div className="panel-body stack g3 t13">
        <p>{t('trust')}</p>
        <CodeLine text={lines.trust} label={t('copyTrust')} doneLabel={t('copied')} wrap />
        <p>{t('config')}</p>
        <CodeLine text={lines.config} label={t('copyConfig')} doneLabel={t('copied')} wrap />
        <p className="dim">{t('keyFile', { file: keyFile })}</p>
      </div>
    </Panel>
  )
}

type ClusterSshLines = { readonly count: number; readonly trust: string; readonly config: string }

/** Returns the lines for all leases that can be reached by SSH, each line once; null if there is no such lease. Pure. */
export function clusterSshLines(leases: readonly Pick<LeaseWire, 'ssh'>[], keyFile: string): ClusterSshLines | null {
  const found = leases.flatMap(({ ssh }) => (ssh === null ? [] : (sshAccessOf(ssh, { keyFile, folder: '/' }) ?? [])))
  if (found.length === 0) return null
  return {
    count: found.length,
    trust: [...new Set(found.map(({ trust }) => trust))].join('\n'),
    config: found.map(({ config }) => config).join('\n'),
  }
}
