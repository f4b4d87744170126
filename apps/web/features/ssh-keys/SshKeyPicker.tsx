'use client'
import { openSshPrivateKey, sshEd25519PublicKey } from '@infinitio/domain'
import { Download, Plus, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { TextArea } from '#web/components/ui/TextArea.tsx'
import { problemOf } from '#web/parts/api/problem.ts'
import { saveFile } from '#web/parts/download/saveFile.ts'
import { rememberSshKey } from '#web/features/ssh-keys/storedSshKeys.ts'
import { fingerprintOf, hasPrivateKey, parseSshKey, type SshKey } from '#web/parts/lease-setup/sshKey.ts'
import { notify } from '#web/parts/toasts/notify.ts'

/**
 * Lets the user choose the SSH keys that may log in: stored, pasted or new ones. This browser stores each added public key for other leases. The shell on the
 * web page needs no key.
 */
export function SshKeyPicker({ keys, onKeys }: { readonly keys: readonly SshKey[]; readonly onKeys: (keys: readonly SshKey[]) => void }) {
  const t = useTranslations('book.keys')
  const [isPasting, setIsPasting] = useState(false)
  function add(key: SshKey): void {
    rememberSshKey(key)
    onKeys([...keys.filter(({ line }) => line !== key.line), key])
  }
  async function generate(): Promise<void> {
    try {
      const { publicLine, privateFile } = await generateSshKey()
      saveFile({ name: 'infinitio_ed25519', text: privateFile })
      const key = parseSshKey(publicLine)
      if (key !== null) add(key)
      void notify({ tone: 'success', text: t('generated') })
    } catch (error) {
      void notify({ tone: 'error', text: t('cannotGenerate', { reason: problemOf(error).sentence }) })
    }
  }
  return (
    <>
      <ul className="sshkeys" aria-label={t('name')}>
        {keys.map((key) => (
          <KeyRow
            key={key.line}
            sshKey={key}
            onChosen={(chosen) => onKeys(keys.map((other) => (other.line === key.line ? { ...other, chosen } : other)))}
            onForget={() => onKeys(keys.filter((other) => other.line !== key.line))}
          />
        ))}
        <li>
          <button type="button" className="link row g1" onClick={() => setIsPasting(!isPasting)} aria-expanded={isPasting}>
            <Plus className="i s" aria-hidden />
            {t('paste')}
          </button>
          <span className="dim">{t('or')}</span>
          <button type="button" className="link row g1" onClick={() => void generate()}>
            <Download className="i s" aria-hidden />
            {t('generate')}
          </button>
        </li>
      </ul>
      {isPasting && (
        <PasteKey
          onKey={(key) => {
            add(key)
            setIsPasting(false)
          }}
        />
      )}
    </>
  )
}

function KeyRow({
  sshKey,
  onChosen,
  onForget,
}: {
  readonly sshKey: SshKey
  readonly onChosen: (chosen: boolean) => void
  readonly onForget: () => void
}) {
  const t = useTranslations('book.keys')
  const [fingerprint, setFingerprint] = useState('')
  useEffect(() => {
    void fingerprintOf(sshKey).then(setFingerprint)
  }, [sshKey])
  return (
    <li>
      <input type="checkbox" className="box" checked={sshKey.chosen} aria-label={sshKey.name} onChange={(event) => onChosen(event.target.checked)} />
      <b className="grow clip">{sshKey.name}</b>
      <span className="mono clip" title={fingerprint}>
        {fingerprint.slice(0, 19)}…
      </span>
      <Button tone="ghost" size="sm" shape="icon" aria-label={t('forget', { name: sshKey.name })} onClick={onForget}>
        <X className="i s" aria-hidden />
      </Button>
    </li>
  )
}

/** A field for a public key. A private key is removed from the field at once, with a warning. An error disappears when the text changes. */
function PasteKey({ onKey }: { readonly onKey: (key: SshKey) => void }) {
  const t = useTranslations('book.keys')
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<'pasteWrong' | 'pastePrivate' | null>(null)
  function change(typed: string): void {
    const isPrivate = hasPrivateKey(typed)
    setText(isPrivate ? '' : typed)
    setProblem(isPrivate ? 'pastePrivate' : null)
  }
  function add(): void {
    const key = parseSshKey(text)
    if (key === null) setProblem('pasteWrong')
    else onKey(key)
  }
  return (
    <div className="stack">
      <Field label={t('pasteLabel')} hint={t('pasteHint')} error={problem === null ? undefined : t(problem)}>
        {(names) => <TextArea {...names} value={text} placeholder="ssh-ed25519 AAAA…" onChange={(event) => change(event.target.value)} />}
      </Field>
      <div className="row">
        <Button size="sm" onClick={add}>
          {t('add')}
        </Button>
      </div>
    </div>
  )
}

/** A new ed25519 key pair in OpenSSH's own formats. */
type GeneratedSshKey = { readonly publicLine: string; readonly privateFile: string }

const comment = 'infinitio'

/** Creates a key pair in this browser. Only the user gets the private key. Throws if the browser has no Ed25519. */
async function generateSshKey(): Promise<GeneratedSshKey> {
  const pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey))
  const raw = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
  // The seed is the last 32 bytes of the PKCS #8 form (RFC 8410, section 7).
  const seed = hexOf(pkcs8.slice(-32))
  const publicKey = hexOf(raw)
  return { publicLine: `${sshEd25519PublicKey(publicKey)} ${comment}`, privateFile: openSshPrivateKey({ seed, publicKey, comment }) }
}

function hexOf(bytes: Uint8Array): string {
  return `0x${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
}
