/** Most secrets of a workload, most characters of a value, and most bytes of all of them as JSON. */
export const secretLimits = { names: 32, valueCharacters: 16_384, textBytes: 32_768 } as const

/**
 * The name of an environment variable, and none that the machine sets itself or obeys before the renter's programs run: the shell's, the dynamic
 * linker's, and those that ask for GPUs.
 */
export const secretName =
  /^(?!(LD_|DYLD_|GLIBC_|MALLOC_|NVIDIA_|INFINITIO_|GCONV_PATH$|LOCPATH$|BASH_ENV$|ENV$|PATH$|HOME$|TMPDIR$|SHELL$|USER$|LOGNAME$|PS1$|TERM$))[A-Za-z_][A-Za-z0-9_]{0,63}$/

/** True when a secret can have this name: that of an environment variable, and none that the machine uses. */
export function isSecretName(name: string): boolean {
  return secretName.test(name)
}

/** True when a secret can have this value: some text, without a byte 0, which would end it. */
export function isSecretValue(value: string): boolean {
  return value.length > 0 && value.length <= secretLimits.valueCharacters && !value.includes('\0')
}
