"""The exchange, seen from both sides: 82x to 884. What they are, forms/problems.py says."""

from collections.abc import Mapping

from forms.catalogues import N_

SENTENCES: Mapping[str, str] = {
    # 820–834: batches and signed documents
    "820": N_("This is not a batch of Kense. Choose the file the counter wrote."),
    "821": N_("The file is cut off: its end is missing. Copy it again from where it was written."),
    "822": N_("The file was written by a newer program, format {found}. Install that version here."),
    "823": N_("The batch's signature does not fit: it was changed on its way. Let the counter send it again."),
    "824": N_("The batch is too large: {count} events, {size} bytes. Let the counter send smaller ones."),
    "825": N_("This is sealed for somebody else (key {key}…). Take it to the office it was written for."),
    "826": N_("The batch does not hold what its header says. Let the counter send it again."),
    "830": N_("This is not a document of the exchange. Choose the file the other side wrote."),
    "831": N_("The signature is not of the district's centre this counter belongs to. Ask the district for the file."),
    "832": N_("What answered is not the district's centre: a sign-in page of the network, perhaps. Nothing is lost."),
    "833": N_("“{typed}” is not a code of the district's centre. Type its five groups of four again."),
    "834": N_("The code fits another centre than the one at {address}. Ask the district for code and address again."),
    # 835–859: what the centre says to a counter
    "835": N_("There is no counter {counter} at this centre. Ask the district to invite it."),
    "836": N_("Counter {counter} is not known by this key. Ask the district for an invitation and enrol it again."),
    "837": N_("Counter {counter} was revoked on {day}; nothing it signs is taken. Ring up the district."),
    "838": N_("This was signed with a key that ended on {day}. Let counter {counter} send it again."),
    "839": N_("Events before {first} are missing: the centre has the journal up to {upto}. It is sent from there."),
    "840": N_(
        "The centre has another event {sequence} of counter {counter}: two computers may be at work "
        "with the same data. Ring up the district."
    ),
    "841": N_("Event {sequence} cannot be read here. Bring the centre's program up to date, then send it again."),
    "842": N_("Event {sequence} says it is event {found} of counter {counter}. Find out where the journal comes from."),
    "843": N_("The personal data with event {sequence} are not those it was recorded with. Compare the paper's copy."),
    "844": N_("Event {sequence} could not be counted: a fault of the centre's program. Tell who looks after it."),
    "845": N_("This invitation is not known here. Ask the district for a new one."),
    "846": N_("This invitation ended on {day}. Ask the district for a new one."),
    "847": N_("This invitation was used by another computer. Ask the district for a new one."),
    "848": N_("This register belongs to another counter of the centre. Begin counter {counter} in an empty folder."),
    "849": N_("The key of this register was revoked. Begin counter {counter} in an empty folder, or from its backup."),
    "850": N_("The new key of counter {counter} does not prove itself. Make another key at the counter."),
    "851": N_("Too much came at once. It is sent again in {seconds} seconds."),
    "852": N_("This is too large: {size} bytes, at most {most} are taken at once. Send less at a time."),
    "853": N_("{file} is not a file a counter wrote for the centre. Choose one from the folder {folder}."),
    "854": N_("Event {sequence} cannot be counted by hand: {reason}"),
    "855": N_("Event {sequence} is settled already. Look at the list again."),
    # 860–879: the exchange, at the counter
    "860": N_("This counter belongs to no centre yet. Take up the district's invitation under Exchange first."),
    "861": N_("{place}: “{found}” is no proxy. Write it like http://proxy.example.kz:3128, “none”, or leave it empty."),
    "862": N_("There is no network. Look at the cable or the Wi-Fi; nothing is lost, it is tried again by itself."),
    "863": N_("The network does not know the name {host}. Look at the connection; if it lasts, ask the district."),
    "864": N_("{host} does not answer. Nothing is lost, it is tried again by itself."),
    "865": N_("The proxy {proxy} wants a name and a password. Write them into its address in the profile's file."),
    "866": N_(
        "The proxy {proxy} does not answer. Look at its address in the profile's file, or ask who keeps the network."
    ),
    "867": N_(
        "The certificate of {host} does not hold on the date of this PC, {shown}. "
        "If the date is wrong, set it; if it is right, tell the district."
    ),
    "868": N_(
        "The certificate of {host} is from nobody this PC trusts, so something may stand in between. "
        "Nothing was sent. Ask who keeps the network, or carry the files on a stick."
    ),
    "869": N_("What answers as {host} has the certificate of another site. Nothing was sent; tell the district."),
    "870": N_("The centre at {host} cannot take this now (answer {status}). Nothing is lost, it is tried again."),
    "871": N_("“{address}” is no address of a centre. It must begin with https://; ask the district for it."),
    "872": N_("{place}: not enough space for the files, which need {needed} kB. Free some, or use another stick."),
    "873": N_(
        "There is nothing from the centre for counter {counter} at {place}. Choose the stick the district gave back."
    ),
    "874": N_("This is for counter {found}, and this one is {counter}. Ask the district for the one of this counter."),
    "875": N_("This answer of the centre, of {at}, was known already. Nothing is changed; the next one will be newer."),
    "876": N_("The invitation held until {expires}. Ask the district for a new one."),
    "877": N_("Event {sequence} is not among those refused. Look at the list again; it may be settled by now."),
    "878": N_("The centre's answer cannot be followed ({found}). Nothing is lost; tell the district, with the log."),
    "879": N_("In practice nothing leaves the counter. Leave practice first."),
    # 880–884: the counter's screens of the exchange
    "880": N_("The profile in the district's invitation cannot be used: {reason} Tell the district."),
    "881": N_("No stick connected has an invitation of the district. Put the stick in, or choose the file."),
}
