package spec

// SignedInAs is what a sign-in may tell beside settings (sdk.SignIn.Learn): the
// company that was signed in to, in words, for the person to see. It is kept
// nowhere.
const SignedInAs = "signed-in-as"
