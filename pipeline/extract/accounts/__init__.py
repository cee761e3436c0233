"""Where the account of each study opens and ends on a page. What an account says of its study is read elsewhere."""
