import fs from 'node:fs'
import { readAttributes } from './attributes.ts'
import { changeFile, changePath, openFile, readFile, statFile, writeFile } from './fileRequests.ts'
import type { OpenHandles } from './openHandles.ts'
import { makeFolder, makeLink, nameReply, openFolder, readFolder, readLink, realPath, renamePath, statPath } from './pathRequests.ts'
import { SftpReader } from './sftpReader.ts'
import { refusalOf, reply, SftpRefusal, statusReply, string, uint32, uint64 } from './sftpReply.ts'
import { mostDataBytes, mostHandles, mostPacketBytes, replyType, requestType, status } from './sftpWords.ts'

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
function extensionPairs(): Buffer {
  return Buffer.concat(Object.entries(extensions).flatMap(([name, { version }]) => [string(name), string(version)]))
}

/** Answers a request that belongs to one of OpenSSH's extensions. Answers "unsupported" for any other extension. */
function answerExtended(request: Extended): Buffer {
  const name = request.reader.text()
  const extension = Object.hasOwn(extensions, name) ? extensions[name] : undefined
  if (extension === undefined) throw new SftpRefusal(status.unsupported, 'Unsupported')
  return extension.answer(request)
}

type Request = { reader: SftpReader; id: number; handles: OpenHandles }

const version = 3

/** Requests that have their own kind of answer, by packet type. */
const answers: Partial<Record<number, (request: Request) => Buffer>> = {
  [requestType.open]: ({ reader, id, handles }) => openFile(reader, id, handles),
  [requestType.read]: ({ reader, id, handles }) => readFile(reader, id, handles),
  [requestType.lstat]: ({ reader, id }) => statPath(reader, id, { link: true }),
  [requestType.stat]: ({ reader, id }) => statPath(reader, id, { link: false }),
  [requestType.fstat]: ({ reader, id, handles }) => statFile(reader, id, handles),
  [requestType.opendir]: ({ reader, id, handles }) => openFolder(reader, id, handles),
  [requestType.readdir]: ({ reader, id, handles }) => readFolder(reader, id, handles),
  [requestType.realpath]: ({ reader, id }) => realPath(reader, id),
  [requestType.readlink]: ({ reader, id }) => readLink(reader, id),
  [requestType.extended]: answerExtended,
}

/** Requests that are answered only with the status OK, by packet type. */
const acts: Partial<Record<number, (request: Request) => void>> = {
  [requestType.close]: ({ reader, handles }) => handles.close(reader.text()),
  [requestType.write]: ({ reader, handles }) => writeFile(reader, handles),
  [requestType.setstat]: ({ reader }) => changePath(reader.path(), readAttributes(reader), { link: false }),
  [requestType.fsetstat]: ({ reader, handles }) => changeFile(reader, handles),
  [requestType.remove]: ({ reader }) => fs.unlinkSync(reader.path()),
  [requestType.mkdir]: ({ reader }) => makeFolder(reader),
  [requestType.rmdir]: ({ reader }) => fs.rmdirSync(reader.path()),
  [requestType.rename]: ({ reader }) => renamePath(reader),
  [requestType.symlink]: ({ reader }) => makeLink(reader),
}

/**
 * Returns the answer to one packet (without its length). Every request gets exactly one answer, and a malformed one the status "bad message". Throws
 * only for a packet that is too short to have an id, because no answer is possible then.
 */
export function answerSftp(packet: Buffer, handles: OpenHandles): Buffer {
  const reader = new SftpReader(packet)
  const type = reader.byte()
  if (type === requestType.init) return versionReply()
  const id = reader.uint32()
  try {
    const answer = answers[type]
    if (answer !== undefined) return answer({ reader, id, handles })
    const act = acts[type]
    if (act === undefined) throw new SftpRefusal(status.unsupported, 'Unsupported')
    act({ reader, id, handles })
    return statusReply(id, { code: status.ok, message: 'Success' })
  } catch (error) {
    return statusReply(id, refusalOf(error))
  }
}

function versionReply(): Buffer {
  const body = Buffer.concat([Buffer.from([replyType.version]), uint32(version), extensionPairs()])
  return Buffer.concat([uint32(body.length), body])
}
