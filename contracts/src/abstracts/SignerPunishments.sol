// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IAttestations} from "../interfaces/IAttestations.sol";
import {IRefuter} from "../interfaces/IRefuter.sol";
import {IStakeVault} from "../interfaces/IStakeVault.sol";
import {SignedRoot} from "../types/AttestationsTypes.sol";
import {SignedRoots} from "./SignedRoots.sol";

/// @title Penalties for signers of two different roots for the same subject and epoch, or of a wrong root
abstract contract SignerPunishments is SignedRoots {
    uint256 private constant BPS = 10_000;
    uint256 private constant WRONG_ROOT_BPS = 1_000;
    uint256 private constant REFUTER_BPS = 5_000;
    bytes32 private constant EMISSION_ENTRY = "Emission";
    bytes32 private constant EQUIVOCATION = "Equivocation";
    bytes32 private constant WRONG_ROOT = "WrongRoot";

    mapping(bytes32 offence => bool punished) private _punished;

    /// @inheritdoc IAttestations
    function punishEquivocation(bytes32 subject, uint64 epoch, SignedRoot calldata first, SignedRoot calldata second)
        external
        override
        returns (uint256 slashed)
    {
        address account = _signerOf(subject, epoch, first);
        if (account != _signerOf(subject, epoch, second) || first.root == second.root) {
            revert Attestations_NoEquivocation(subject, epoch);
        }
        bytes32 offence = keccak256(abi.encode(EQUIVOCATION, account, subject, epoch));
        if (_punished[offence]) revert Attestations_EquivocationPunished(account, subject, epoch);
        _punished[offence] = true;
        _noteSlash(account);
        IStakeVault vault = _vault();
        // The amount is half of the bond, rounded up, so that a bond of one base unit is slashed, too.
        uint256 amount = (vault.atRisk(account, VALIDATOR) + 1) / 2;
        slashed = vault.slash(account, VALIDATOR, amount, address(0), 0);
        emit Equivocated(account, subject, epoch, slashed);
    }

    /// @inheritdoc IAttestations
    function punishWrongRoot(bytes32 subject, address refuter, uint64 epoch, SignedRoot calldata signed)
        external
        override
        returns (uint256 slashed)
    {
        bytes32 entry = subject == EMISSION ? EMISSION_ENTRY : subject;
        if (!DIRECTORY.mayTakeBonds(entry, refuter)) revert Attestations_RefuterUntrusted(refuter);
        address challenger = IRefuter(refuter).refuterOf(signed.root);
        if (challenger == address(0)) revert Attestations_RootNotRefuted(signed.root);
        address account = _signerOf(subject, epoch, signed);
        bytes32 offence = keccak256(abi.encode(WRONG_ROOT, account, subject, signed.root));
        if (_punished[offence]) revert Attestations_WrongRootPunished(account, signed.root);
        _punished[offence] = true;
        _noteSlash(account);
        IStakeVault vault = _vault();
        // The slashed tenth is rounded up, so that a bond of one base unit is slashed, too.
        uint256 amount = Math.ceilDiv(vault.atRisk(account, VALIDATOR) * WRONG_ROOT_BPS, BPS);
        slashed = vault.slash(account, VALIDATOR, amount, challenger, amount * REFUTER_BPS / BPS);
        emit WrongRootPunished(account, signed.root, epoch, subject, challenger, slashed);
    }

    function _signerOf(bytes32 subject, uint64 epoch, SignedRoot calldata signed) private view returns (address) {
        bytes32 digest = hashAttestation(signed.setHash, subject, epoch, signed.root);
        return ECDSA.recoverCalldata(digest, signed.signature);
    }
}
