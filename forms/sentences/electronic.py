"""The electronic edition: 985 to 991 the essay's file, 992 to 1008 the provider's key and signed papers; 1097;
1110 to 1116 its token; 1118 and 1119 a signature that does not hold."""

from collections.abc import Mapping

from forms.catalogues import N_

SENTENCES: Mapping[str, str] = {
    "985": N_("{file} cannot be read. Look at the path and at the stick, then choose the essay's file again."),
    "986": N_("{file} is neither a plain text nor a DOCX document. Save the essay as DOCX, then choose it again."),
    "987": N_("{file} is locked with a password. Ask for the essay without a password, or type the number of words."),
    "988": N_("{file} holds macros, which are never opened here. Save the essay as an ordinary DOCX document."),
    "989": N_("{file} is too large for an essay. Ask for the text alone, or type the number of words."),
    "990": N_("{file} is damaged or was not copied to its end. Copy it once more, or ask for it anew."),
    "991": N_("{file} holds no words. Choose the file the essay's text is in, or type the number of words."),
    "992": N_("The signing key {file} cannot be read. Look at the path and put in the stick it lies on."),
    "993": N_("{file} is not a key file. Choose the organisation's file that ends in .p12 or .pfx."),
    "994": N_("The password of the signing key is not right. Look at the keyboard's language and type it again."),
    "995": N_("{file} does not hold both a private key and its certificate. Choose the file the key was issued in."),
    "996": N_("The certificate of {holder} expired on {until}. Get a new key of the organisation, then sign."),
    "997": N_("The certificate of {holder} is valid from {since} only. Look at the PC's date, or wait for that day."),
    "998": N_("The key was issued to {holder}, not to the organisation with BIN {bin}. Choose the organisation's key."),
    "999": N_(
        "The certificate of {holder} was not issued by a trusted authority. Choose the organisation's key, or ask an "
        "administrator to put the authority's certificate into the folder “{folder}”."
    ),
    "1000": N_("The certificate of {holder} does not permit signing documents. Choose the organisation's signing key."),
    "1001": N_("The certificate of {holder} is for signing in to systems only. Choose the key for signing documents."),
    "1002": N_("The certificate of {holder} was revoked on {day}. Do not sign with it; get a new key."),
    "1003": N_(
        "The key in {file} is of a kind this program cannot use, as GOST keys of the national authority are. Sign the "
        "paper with NCALayer, or ask for an RSA or elliptic key of the organisation."
    ),
    "1004": N_("The key of {holder} is too weak or of an unknown kind ({kind}). Get a new key of the organisation."),
    "1005": N_("This paper cannot be signed: its PDF is damaged or signed already. Prepare the paper anew."),
    "1006": N_("{file} in “{folder}” is neither a certificate nor a list of revoked ones. Take it out or replace it."),
    "1007": N_("The organisation's BIN is not in the profile. Write it in the settings: the key is compared with it."),
    "1008": N_("{file} bears no electronic signature. Choose the signed paper."),
    "1009": N_("Filed: “{found}” is not a day and time that has passed. Type it as on the portal: 21.11.2026 18:40."),
    "1097": N_(
        "The folder “{folder}” has no certificate of a trusted authority, so there is nothing to compare the "
        "signature's issuer with. Look at the path."
    ),
    "1125": N_(
        "“{found}” is before {day}, when edition {act} begins. Compare the day with the portal or the package; what "
        "was filed earlier goes by the edition before."
    ),
    "1110": N_(
        "The token's driver {file} cannot be loaded. Install the driver the token's maker gives for this computer."
    ),
    "1111": N_("No token that {file} knows is plugged in. Put the token in, wait for its light, then try again."),
    "1112": N_(
        "The token “{token}” has no signing key with its certificate. Put in the token with the organisation's key, or "
        "choose the key's file."
    ),
    "1113": N_(
        "The PIN of the token is not right. Look at the keyboard and type it again: after a few wrong ones the token "
        "locks."
    ),
    "1114": N_(
        "The token “{token}” is locked after wrong PINs, or has none yet. Unlock it in the program of its maker, then "
        "sign."
    ),
    "1115": N_(
        "One try is left before the token “{token}” locks, so none is made here. Enter the PIN once in the program of "
        "its maker, then sign."
    ),
    "1116": N_("The token “{token}” did not answer. Nothing is recorded: put it in again, then sign once more."),
    "1118": N_(
        "{source} signed with a key that does not belong to the certificate of {holder}. Nothing is recorded: choose "
        "the organisation's key as it was issued."
    ),
    "1119": N_(
        "The signature did not hold when the signed paper was checked. Nothing is recorded: sign once more, with "
        "another key if it stays so."
    ),
}
