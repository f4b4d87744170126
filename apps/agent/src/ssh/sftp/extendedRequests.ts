import fs from 'node:fs'
import { readAttributes } from './attributes.ts'
import { changePath } from './fileRequests.ts'
import type { OpenHandles } from './openHandles.ts'
import { nameReply } from './pathRequests.ts'
import type { SftpReader } from './sftpReader.ts'
import { reply, statusReply, string, uint64 } from './sftpReply.ts'
import { SftpRefusal } from './sftpRefusal.ts'
import { mostDataBytes, mostHandles, mostPacketBytes, replyType, status } from './sftpWords.ts'

type Extended = { reader: SftpReader; id: number; handles: OpenHandles }

const done = (id: number): Buffer => statusReply(id, { code: status.ok, message: 'Success' })

/** OpenSSH's extensions by name, with the version that the server announces. */
const extensions: Record<string, { version: string; answer(request: Extended): Buffer }> = {
  'posix-rename@openssh.com': {
    version: '1',
    answer({ reader, id }) {
      const from = reader.path()
      fs.renameSync(from, reader.path())
      return done(id)
    },
  },
  'hardlink@openssh.com': {
    version: '1',
    answer({ reader, id }) {
      const from = reader.path()
      fs.linkSync(from, reader.path())
      return done(id)
    },
  },
  'fsync@openssh.com': {
    version: '1',
    answer({ reader, id, handles }) {
      fs.fsyncSync(handles.file(reader.text()).descriptor)
      return done(id)
    },
  },
  'lsetstat@openssh.com': {
    version: '1',
    answer({ reader, id }) {
      const path = reader.path()
      changePath(path, readAttributes(reader), { link: true })
      return done(id)
    },
  },
  'statvfs@openssh.com': {
    version: '2',
    answer({ reader, id }) {
      const { bsize, blocks, bfree, bavail, files, ffree } = fs.statfsSync(reader.path())
      const mostNameBytes = 255
      return reply(replyType.extendedReply, id, [bsize, bsize, blocks, bfree, bavail, files, ffree, ffree, 0, 0, mostNameBytes].map(uint64))
    },
  },
  'limits@openssh.com': {
    version: '1',
    answer: ({ id }) => reply(replyType.extendedReply, id, [mostPacketBytes, mostDataBytes, mostDataBytes, mostHandles].map(uint64)),
  },
  'expand-path@openssh.com': {
    version: '1',
    answer({ reader, id }) {
      const path = reader.bytes().toString('latin1')
      if (path !== '~' && !path.startsWith('~/')) throw new SftpRefusal(status.failure, 'Only the own home is known')
      return nameReply(id, Buffer.from(`${Buffer.from(process.cwd()).toString('latin1')}${path.slice(1)}`, 'latin1'))
    },
  },
}

/** Returns the names and versions that the server announces. */
export function extensionPairs(): Buffer {
  return Buffer.concat(Object.entries(extensions).flatMap(([name, { version }]) => [string(name), string(version)]))
}

/** Answers a request of one of OpenSSH's extensions. Answers "unsupported" for others. */
export function answerExtended(request: Extended): Buffer {
  const name = request.reader.text()
  const extension = Object.hasOwn(extensions, name) ? extensions[name] : undefined
  if (extension === undefined) throw new SftpRefusal(status.unsupported, 'Unsupported')
  return extension.answer(request)
}
