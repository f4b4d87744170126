// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice The terms of a promise. Times in Unix seconds, amounts in PToken base units.
struct CommitmentTerms {
    uint8 classId;
    uint40 from;
    uint40 until;
    uint64 gpuSeconds;
    uint96 pricePerGpuSecond; // the highest price at which offered time counts
    address promisedTo; // zero if the time is promised to no account
    uint96 bond;
}

/// @notice A commitment to deliver GPU time.
struct Commitment {
    // storage slot 0: 160 + 40 + 40 + 8 + 8 = 256 bits
    address provider;
    uint40 from;
    uint40 until;
    uint8 classId;
    bool settled;
    // storage slot 1: 160 + 96 = 256 bits
    address promisedTo;
    uint96 bond;
    // storage slot 2: 64 + 64 + 40 + 64 = 232 bits
    uint64 gpuSeconds;
    uint64 delivered; // the last recorded delivery, at most gpuSeconds
    uint40 recordedAt; // unix seconds of the first record; 0 if there is none
    uint64 recordedEpoch; // hour of the root of the last record
    // storage slot 3: 96 + 128 = 224 bits
    uint96 pricePerGpuSecond;
    uint128 value; // gpuSeconds at the class's reference price when the commitment was made
}
