import { status } from './sftpWords.ts'

/** A request that is answered with a status other than OK; `code` is one of `status`. */
export class SftpRefusal extends Error {
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

const codes: Record<string, number> = {
  ...{ ENOENT: status.noSuchFile, ENOTDIR: status.noSuchFile, EBADF: status.noSuchFile, ELOOP: status.noSuchFile },
  ...{ EPERM: status.permissionDenied, EACCES: status.permissionDenied, EFAULT: status.permissionDenied },
  ...{ ENAMETOOLONG: status.badMessage, EINVAL: status.badMessage, ERR_INVALID_ARG_VALUE: status.badMessage },
  ...{ ENOSYS: status.unsupported, EOPNOTSUPP: status.unsupported },
}

/** Returns the status for an error of a request. Maps the kernel's errors as OpenSSH's server does. */
export function refusalOf(error: unknown): SftpRefusal {
  if (error instanceof SftpRefusal) return error
  const name = (error as NodeJS.ErrnoException | null)?.code ?? ''
  return new SftpRefusal(codes[name] ?? status.failure, name === '' ? 'Failure' : name)
}
